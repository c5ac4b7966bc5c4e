/* The plugin: one library with one component. */
#include "alive.h"
#include "extension.h"
#include "host.h"

static const ferrule_component *const components[] = {&health_check_component};

static const ferrule_plugin plugin = {
    .size = sizeof(ferrule_plugin),
    .magic = FERRULE_MAGIC,
    .abi_major = FERRULE_ABI_MAJOR,
    .abi_minor = FERRULE_ABI_MINOR,
    .n_components = sizeof components / sizeof *components,
    .components = components,
    .name = "c-health-check",
    .version = "0.1.0",
    .manifest_json =
        "{\"license\":\"Apache-2.0\",\"language\":\"C\","
        "\"description\":\"Serves the health of the Collector over HTTP.\"}",
    .stats = alive_stats,
    .close = host_close,
};

FERRULE_EXPORT int32_t ferrule_plugin_open_v1(const ferrule_host *given, const ferrule_plugin **out,
                                              ferrule_error *error) {
  return host_keep(given, &plugin, out, error);
}

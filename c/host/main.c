/*
 * A host in plain C. It drives every component of a plugin through its life, without a JVM, so that
 * the sanitizers see all there is.
 *
 *   host_test [-v] [-w] PLUGIN [OVERRIDES]
 *
 *   -v  writes everything that happens to stderr
 *   -w  walks through the life that every component has, and no more
 *   OVERRIDES: a JSON object, its keys replace those of the defaults; by default a component that
 *   listens gets any free port
 */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cases.h"
#include "check.h"
#include "error.h"
#include "json.h"
#include "records.h"
#include "slice.h"
#include "subject.h"
#include "table.h"
#include "walk.h"

/* Global, so that what a plugin keeps for the life of the process is not taken for a leak. */
const ferrule_plugin *plugin;

static open_function load(const char *path) {
  /* Never closed: a leak report needs the names of the functions in it. */
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return NULL;
  }
  open_function open;
  *(void **)&open = dlsym(library, "ferrule_plugin_open_v1");
  if (open == NULL) {
    fprintf(stderr, "%s exports no ferrule_plugin_open_v1\n", path);
  }
  return open;
}

static void check_manifest(void) {
  const json_value *manifest = NULL;
  if (plugin->manifest_json != NULL) {
    check(json_parse(slice_of(plugin->manifest_json), &manifest, NULL) == FERRULE_OK &&
              manifest->type == JSON_OBJECT,
          "the manifest is a JSON object");
    json_free(manifest);
  }
}

static bool open_plugin(open_function open) {
  ferrule_error error = error_empty();
  int32_t code = open(&table, &plugin, &error);
  error_take(&error, code, "open", NULL, NULL);
  if (!check(code == FERRULE_OK && plugin != NULL, "open")) {
    return false;
  }
  check(plugin->size >= sizeof *plugin && plugin->magic == FERRULE_MAGIC &&
            plugin->abi_major == FERRULE_ABI_MAJOR,
        "the plugin's struct is whole");
  check(plugin->n_components > 0 && plugin->n_components <= 1024, "it has components");
  check(plugin->name != NULL && plugin->version != NULL, "it has a name and a version");
  check(plugin->stats != NULL && plugin->close != NULL, "it has stats and close");
  check_manifest();
  return true;
}

static void close_plugin(void) {
  ferrule_error error = error_empty();
  ferrule_stats stats = {.size = sizeof stats};
  int32_t code = plugin->close(PATIENCE_MS * INT64_C(1000000), &error);
  error_take(&error, code, "close", NULL, NULL);
  check(code == FERRULE_OK, "close");
  table_close();
  check(plugin->stats(&stats) == FERRULE_OK, "stats after close");
  check(stats.live_threads == 0, "%lld threads are left", (long long)stats.live_threads);
  table_check();
  record_forget();
}

int main(int argc, char **argv) {
  bool walk_only = false;
  int option;
  while ((option = getopt(argc, argv, "vw")) != -1) {
    verbose |= option == 'v';
    walk_only |= option == 'w';
  }
  argc -= optind - 1;
  argv += optind - 1;
  if (argc < 2) {
    fprintf(stderr, "usage: host_test [-v] [-w] PLUGIN [OVERRIDES]\n");
    return 2;
  }
  open_function open = load(argv[1]);
  if (open == NULL) {
    return 1;
  }
  misuse_open(open);
  if (!open_plugin(open)) {
    return 1;
  }
  for (uint32_t i = 0; i < plugin->n_components; i++) {
    const ferrule_component *component = plugin->components[i];
    const char *overrides = overrides_for(component, argc > 2 ? argv[2] : "{}");
    walk(component, overrides);
    if (walk_only) {
      continue;
    }
    misuse(component, overrides);
    if (strcmp(component->type_name, "c_fixture") == 0) {
      fixture_cases(component);
    }
  }
  close_plugin();
  return check_result();
}

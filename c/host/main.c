/*
 * A host in plain C. It drives every component of a plugin through its life, without a JVM, so that
 * the sanitizers see all there is.
 *
 *   host_test [-v] [-w] [-t MS] PLUGIN [OVERRIDES]
 *
 *   -v  writes everything that happens to stderr
 *   -w  walks through the life that every component has, and no more
 *   -t  how long a start or a shutdown may take, 10 s by default
 *   OVERRIDES: a JSON object; what it has under a component's type replaces keys of the defaults.
 *   By default a component that listens gets any free port
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cases.h"
#include "check.h"
#include "error.h"
#include "json.h"
#include "memory.h"
#include "records.h"
#include "slice.h"
#include "subject.h"
#include "table.h"
#include "walk.h"

/* Global, so that what a plugin keeps for the life of the process is not taken for a leak. */
const ferrule_plugin *plugin;

static open_function load(const char *path) {
  /* Never unloaded: a leak report needs the names of the functions in it. */
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return NULL;
  }
  memory_find(library);
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
  int32_t code = plugin->close(patience_ms * INT64_C(1000000), &error);
  error_take(&error, code, "close", NULL, NULL);
  check(code == FERRULE_OK, "close");
  table_close();
  check(plugin->stats(&stats) == FERRULE_OK, "stats after close");
  check(stats.live_threads == 0, "%lld threads are left", (long long)stats.live_threads);
  table_check();
  record_forget();
}

/* What only components of some types are put through. */
static void cases_of(const ferrule_component *component) {
  if (strcmp(component->type_name, "c_fixture") == 0) {
    fixture_cases(component);
  } else if (strcmp(component->type_name, "health_check") == 0) {
    health_check_cases(component);
    if (strcmp(plugin->name, "c-health-check") == 0) {
      c_health_check_cases();
    }
  }
}

int main(int argc, char **argv) {
  bool walk_only = false;
  int option;
  while ((option = getopt(argc, argv, "vwt:")) != -1) {
    verbose |= option == 'v';
    walk_only |= option == 'w';
    patience_ms = option == 't' ? atoi(optarg) : patience_ms;
  }
  argc -= optind - 1;
  argv += optind - 1;
  if (argc < 2) {
    fprintf(stderr, "usage: host_test [-v] [-w] [-t MS] PLUGIN [OVERRIDES]\n");
    return 2;
  }
  const char *by_type = argc > 2 ? argv[2] : "{}";
  open_function open = load(argv[1]);
  if (open == NULL) {
    return 1;
  }
  misuse_open(open, by_type);
  if (!open_plugin(open)) {
    return 1;
  }
  for (uint32_t i = 0; i < plugin->n_components; i++) {
    const ferrule_component *component = plugin->components[i];
    text overrides = overrides_for(component, by_type);
    walk(component, overrides.bytes);
    if (!walk_only) {
      misuse(component, overrides.bytes);
      cases_of(component);
    }
    text_free(&overrides);
  }
  close_plugin();
  return check_result();
}

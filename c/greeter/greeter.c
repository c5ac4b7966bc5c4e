/*
 * The smallest extension that does something: it logs a greeting when it starts. README.md says how
 * to make another one of it; health_check is one with threads.
 */
#include "alive.h"
#include "error.h"
#include "heap.h"
#include "host.h"
#include "json.h"
#include "problems.h"
#include "slice.h"

typedef struct greeter {
  ferrule_ref self;
  text greeting;
} greeter;

static int32_t default_config(ferrule_buf *out, ferrule_error *error) {
  return give_string("{\"greeting\":\"hello\"}", out, error);
}

/* Appends the greeting; every problem with the settings goes into *error. */
static int32_t read_config(ferrule_slice json, text *greeting, ferrule_error *error) {
  const json_value *tree = NULL;
  problems found = {0};
  int32_t code = json_parse(json, &tree, error);
  if (code != FERRULE_OK) {
    return code;
  }
  if (tree->type != JSON_OBJECT) {
    problem_add(&found, "value", "", NULL, "the settings are not a map");
  }
  for (const json_value *it = tree->type == JSON_OBJECT ? tree->first : NULL; it != NULL;
       it = it->next) {
    if (!slice_is(it->key, "greeting")) {
      problem_add_unknown_key(&found, "", it->key, "the only setting is greeting");
    } else if (it->type != JSON_STRING || it->text.len == 0) {
      problem_add(&found, "value", "/greeting", "write hello", "expected some text");
    } else {
      text_add(greeting, it->text);
    }
  }
  json_free(tree);
  code = problems_end(&found, error);
  return code == FERRULE_OK && greeting->failed ? fail(error, FERRULE_E_NOMEM, "out of memory")
                                                : code;
}

static int32_t validate(const ferrule_slice *config_json, ferrule_error *error) {
  text greeting = {0};
  if (!slice_is_sound(config_json)) {
    return fail(error, FERRULE_E_ARG, "config_json is no slice");
  }
  int32_t code = read_config(*config_json, &greeting, error);
  text_free(&greeting);
  return code;
}

static int32_t create(const ferrule_create *args, void **handle, ferrule_error *error) {
  if (args == NULL || args->size < sizeof *args || handle == NULL ||
      !slice_is_sound(&args->config_json)) {
    return fail(error, FERRULE_E_ARG, "args is NULL or too short, or handle is NULL");
  }
  greeter *self = heap_new(sizeof *self);
  if (self == NULL) {
    return fail(error, FERRULE_E_NOMEM, "out of memory");
  }
  self->self = args->self;
  int32_t code = read_config(args->config_json, &self->greeting, error);
  if (code != FERRULE_OK) {
    text_free(&self->greeting);
    heap_free(self);
    return code;
  }
  atomic_fetch_add(&alive.components, 1);
  *handle = self;
  return FERRULE_OK;
}

static int32_t start(void *handle, const ferrule_call *call, ferrule_token token,
                     ferrule_error *error) {
  greeter *self = handle;
  (void)call;
  if (self == NULL || token == 0) {
    return fail(error, FERRULE_E_ARG, "handle is NULL, or there is no token");
  }
  host_log(self->self, FERRULE_INFO, "greeter", text_slice(&self->greeting), no_slice);
  return FERRULE_OK;
}

static int32_t shutdown(void *handle, const ferrule_call *call, ferrule_token token,
                        ferrule_error *error) {
  (void)call;
  if (handle == NULL || token == 0) {
    return fail(error, FERRULE_E_ARG, "handle is NULL, or there is no token");
  }
  return FERRULE_OK;
}

static void destroy(void *handle) {
  greeter *self = handle;
  if (self != NULL) {
    text_free(&self->greeting);
    heap_free(self);
    atomic_fetch_sub(&alive.components, 1);
  }
}

static const ferrule_component component = {
    .size = sizeof(ferrule_component),
    .kind = FERRULE_EXTENSION,
    .type_name = "greeter",
    .stability = FERRULE_DEVELOPMENT,
    .default_config = default_config,
    .validate = validate,
    .create = create,
    .start = start,
    .shutdown = shutdown,
    .destroy = destroy,
};

static const ferrule_component *const components[] = {&component};

static const ferrule_plugin plugin = {
    .size = sizeof(ferrule_plugin),
    .magic = FERRULE_MAGIC,
    .abi_major = FERRULE_ABI_MAJOR,
    .abi_minor = FERRULE_ABI_MINOR,
    .n_components = sizeof components / sizeof *components,
    .components = components,
    .name = "c-greeter",
    .version = "0.1.0",
    .stats = alive_stats,
    .close = host_close,
};

FERRULE_EXPORT int32_t ferrule_plugin_open_v1(const ferrule_host *host, const ferrule_plugin **out,
                                              ferrule_error *error) {
  return host_keep(host, &plugin, out, error);
}

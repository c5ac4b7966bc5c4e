#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "error.h"
#include "slice.h"
#include "subject.h"
#include "table.h"
#include "tokens.h"
#include "walk.h"

#define GUARD 64
#define GUARD_BYTE 0xA5

static const ferrule_call in_time = {.size = sizeof in_time, .timeout_ns = INT64_C(10000000000)};

/* A struct with a foreign part behind it, which nobody may write to. */
typedef struct guarded {
  union {
    ferrule_error error;
    ferrule_stats stats;
    uint8_t bytes[sizeof(ferrule_error) + GUARD];
  };
} guarded;

static void guard(guarded *it, uint32_t size) {
  memset(it, 0, sizeof *it);
  memset(it->bytes + size, GUARD_BYTE, sizeof it->bytes - size);
  memcpy(it->bytes, &size, sizeof size);
}

static bool is_untouched(const guarded *it, uint32_t size) {
  for (size_t i = size; i < sizeof it->bytes; i++) {
    if (it->bytes[i] != GUARD_BYTE) {
      return false;
    }
  }
  return true;
}

/* A call that has to be refused, with its error taken. */
#define REFUSES(expected, call)                                                                    \
  do {                                                                                             \
    ferrule_error error = error_empty();                                                           \
    int32_t code = (call);                                                                         \
    error_take(&error, code, #call, NULL, NULL);                                                   \
    check(code == (expected), "%s answers %d, not %d", #call, (int)(expected), code);              \
  } while (0)

static void pass_null_early(const ferrule_component *component, ferrule_slice settings) {
  ferrule_buf out = {0};
  void *handle = NULL;
  ferrule_slice null_slice = {NULL, 5};
  ferrule_slice long_slice = {settings.ptr, UINT64_MAX - 7};
  ferrule_create args = {.size = sizeof args, .self = 1, .id = slice_of("x"), settings};
  ferrule_create short_args = args;
  short_args.size = 16;
  REFUSES(FERRULE_E_ARG, component->default_config(NULL, &error));
  REFUSES(FERRULE_E_ARG, component->validate(NULL, &error));
  REFUSES(FERRULE_E_ARG, component->validate(&null_slice, &error));
  REFUSES(FERRULE_E_ARG, component->validate(&long_slice, &error));
  REFUSES(FERRULE_E_ARG, component->create(NULL, &handle, &error));
  REFUSES(FERRULE_E_ARG, component->create(&args, NULL, &error));
  REFUSES(FERRULE_E_ARG, component->create(&short_args, &handle, &error));
  check(handle == NULL, "a create that was refused gives no handle");
  if (component->config_schema != NULL) {
    REFUSES(FERRULE_E_ARG, component->config_schema(NULL, &error));
  }
  if (component->dependencies != NULL) {
    REFUSES(FERRULE_E_ARG, component->dependencies(NULL, &out, &error));
    REFUSES(FERRULE_E_ARG, component->dependencies(&settings, NULL, &error));
  }
  check(out.release == NULL, "what was refused gives no buf");
}

/* Calls with a handle; those that are refused must not change how it goes on. */
static void pass_null_late(const ferrule_component *component, void *handle) {
  ferrule_event event = {.size = sizeof event, .kind = FERRULE_PIPELINES_READY};
  ferrule_slice name = slice_of(FERRULE_SERVER_AUTH_V1);
  ferrule_slice null_name = {NULL, 5};
  ferrule_interface out = {0};
  REFUSES(FERRULE_E_ARG, component->start(NULL, &in_time, token_new(), &error));
  REFUSES(FERRULE_E_ARG, component->start(handle, &in_time, 0, &error));
  REFUSES(FERRULE_E_ARG, component->shutdown(NULL, &in_time, token_new(), &error));
  REFUSES(FERRULE_E_ARG, component->shutdown(handle, &in_time, 0, &error));
  if (component->notify != NULL) {
    REFUSES(FERRULE_E_ARG, component->notify(NULL, &event, &error));
    REFUSES(FERRULE_E_ARG, component->notify(handle, NULL, &error));
  }
  if (component->get_interface != NULL) {
    REFUSES(FERRULE_E_ARG, component->get_interface(NULL, &name, &out, &error));
    REFUSES(FERRULE_E_ARG, component->get_interface(handle, NULL, &out, &error));
    REFUSES(FERRULE_E_ARG, component->get_interface(handle, &null_name, &out, &error));
    REFUSES(FERRULE_E_ARG, component->get_interface(handle, &name, NULL, &error));
  }
  if (component->cancel != NULL) {
    component->cancel(NULL, 1);
    component->cancel(handle, 0);
  }
  component->destroy(NULL);
}

/* What a host of a newer minor version may do to a running component. */
static void go_beyond(const ferrule_component *component, void *handle) {
  ferrule_event newer = {.size = sizeof newer, .kind = 99, .payload_json = slice_of("{\"a\":1}")};
  ferrule_slice unknown = slice_of("ferrule.unknown.v9");
  ferrule_slice no_text = slice_of("\xff\xfe");
  ferrule_interface out = {0};
  if (component->notify != NULL) {
    REFUSES(FERRULE_OK, component->notify(handle, &newer, &error));
  }
  if (component->get_interface != NULL) {
    REFUSES(FERRULE_E_UNSUPPORTED, component->get_interface(handle, &unknown, &out, &error));
    ferrule_error error = error_empty();
    int32_t code = component->get_interface(handle, &no_text, &out, &error);
    error_take(&error, code, "get_interface of no text", NULL, NULL);
    check(code == FERRULE_E_UNSUPPORTED || code == FERRULE_E_ARG, "a name that is no text");
    check(out.functions == NULL, "what is refused gives no functions");
  }
  if (component->cancel != NULL) {
    component->cancel(handle, token_new());
  }
}

static void misuse_handle(const ferrule_component *component, ferrule_slice settings) {
  subject self;
  check(subject_create(&self, component, component->type_name, settings) == FERRULE_OK, "create");
  pass_null_late(component, self.handle);
  check(subject_start(&self) == FERRULE_OK, "start after calls that were refused: %s",
        text_string(&self.message));
  go_beyond(component, self.handle);
  check(subject_stop(&self) == FERRULE_OK, "shutdown after calls that were refused");
  subject_destroy(&self);
}

/* Errors of every size: no more is written than there is room. */
static void vary_error(const ferrule_component *component) {
  ferrule_slice bad = slice_of("{\"no such key\":1}");
  guarded it;
  check(component->validate(&bad, NULL) == FERRULE_E_CONFIG, "validate without room for an error");
  for (uint32_t size = 4; size <= sizeof(ferrule_error) + GUARD; size += 4) {
    guard(&it, size);
    check(component->validate(&bad, &it.error) == FERRULE_E_CONFIG, "validate with %u bytes", size);
    check(is_untouched(&it, size), "validate writes no more than %u bytes", size);
    if (size >= sizeof(ferrule_error)) {
      check(it.error.message.release != NULL, "a longer error is filled");
      error_drop(&it.error);
    }
  }
}

static void vary_stats(void) {
  guarded it;
  check(plugin->stats(NULL) == FERRULE_E_ARG, "stats of NULL");
  for (uint32_t size = 4; size <= sizeof(ferrule_stats) + GUARD; size += 4) {
    guard(&it, size);
    int32_t code = plugin->stats(&it.stats);
    bool known = size >= sizeof(ferrule_stats);
    check(code == FERRULE_OK || (code == FERRULE_E_ARG && !known), "stats of %u bytes", size);
    check(is_untouched(&it, size), "stats writes no more than %u bytes", size);
  }
}

void misuse(const ferrule_component *component, const char *overrides_json) {
  text settings = settings_with(component, overrides_json);
  int64_t blocks = heap_blocks();
  pass_null_early(component, text_slice(&settings));
  misuse_handle(component, text_slice(&settings));
  vary_error(component);
  vary_stats();
  check_idle("misuse", blocks);
  text_free(&settings);
  table_check();
}

/* Whether a function holds in a process of its own, since a plugin is opened once in a process. */
static bool holds_in_child(bool (*function)(open_function), open_function open) {
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    _exit(function(open) ? 0 : 1);
  }
  int status;
  return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
         WEXITSTATUS(status) == 0;
}

static bool refuses(open_function open, const ferrule_host *host, int32_t expected) {
  const ferrule_plugin *out = NULL;
  ferrule_error error = error_empty();
  int32_t code = open(host, &out, &error);
  error_take(&error, code, "open", NULL, NULL);
  return code == expected && out == NULL;
}

static bool refuses_other_major(open_function open) {
  static ferrule_host other;
  other = table;
  other.abi_major = FERRULE_ABI_MAJOR + 1;
  return refuses(open, &other, FERRULE_E_UNSUPPORTED);
}

static bool refuses_short_host(open_function open) {
  static ferrule_host other;
  other = table;
  other.size = 24;
  return refuses(open, &other, FERRULE_E_ARG);
}

static bool refuses_null(open_function open) {
  ferrule_error error = error_empty();
  int32_t code = open(&table, NULL, &error);
  error_take(&error, code, "open", NULL, NULL);
  return code == FERRULE_E_ARG && refuses(open, NULL, FERRULE_E_ARG);
}

static const char *by_type;

/* A host of a newer minor version has a longer table; nothing else is different for this plugin. */
static bool works_in_newer_host(open_function open) {
  static struct {
    ferrule_host known;
    uint64_t more[8];
  } newer;
  newer.known = table;
  newer.known.size = sizeof newer;
  newer.known.abi_minor = FERRULE_ABI_MINOR + 7;
  ferrule_error error = error_empty();
  if (open(&newer.known, &plugin, &error) != FERRULE_OK || plugin == NULL) {
    return false;
  }
  for (uint32_t i = 0; i < plugin->n_components; i++) {
    text overrides = overrides_for(plugin->components[i], by_type);
    ends ends = subject_live(plugin->components[i], overrides.bytes);
    text_free(&overrides);
    if (ends.start != FERRULE_OK || ends.stop != FERRULE_OK) {
      return false;
    }
  }
  return true;
}

void misuse_open(open_function open, const char *overrides_by_type) {
  by_type = overrides_by_type;
  check(holds_in_child(refuses_other_major, open), "open refuses a host of another major version");
  check(holds_in_child(refuses_short_host, open), "open refuses a short host");
  check(holds_in_child(refuses_null, open), "open refuses NULL");
  check(holds_in_child(works_in_newer_host, open), "a host of a newer minor version is served");
}

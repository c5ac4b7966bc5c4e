#include "walk.h"

#include <ctype.h>
#include <string.h>

#include "buf.h"
#include "check.h"
#include "error.h"
#include "json.h"
#include "memory.h"
#include "slice.h"
#include "subject.h"
#include "table.h"

#define LIVES 20

static bool is_type_name(const char *name) {
  size_t length = name == NULL ? 0 : strlen(name);
  bool good = length > 0 && length <= 63 && isalpha((unsigned char)name[0]);
  for (size_t i = 0; good && i < length; i++) {
    good = isalnum((unsigned char)name[i]) || name[i] == '_';
  }
  return good;
}

static void check_table(const ferrule_component *component) {
  check(component->size >= sizeof *component, "the component's struct is whole");
  check(component->kind == FERRULE_EXTENSION, "it is an extension");
  check(is_type_name(component->type_name), "its type is one");
  check(component->stability >= FERRULE_UNDEFINED && component->stability <= FERRULE_STABLE,
        "its stability is one");
  check(component->default_config != NULL && component->validate != NULL &&
            component->create != NULL && component->start != NULL && component->shutdown != NULL &&
            component->destroy != NULL,
        "it has the functions that it must have");
}

/* What is wrong with settings must be told as the header says. */
static void check_problems(ferrule_slice detail, const char *of) {
  const json_value *problems = NULL;
  bool good = json_parse(detail, &problems, NULL) == FERRULE_OK && problems->type == JSON_ARRAY &&
              problems->count > 0;
  check(good, "the detail of %s is a list of problems", of);
  for (const json_value *it = good ? problems->first : NULL; it != NULL; it = it->next) {
    const json_value *pointer = json_member(it, "pointer");
    const json_value *message = json_member(it, "message");
    const json_value *at = json_member(it, "at");
    check(pointer != NULL && pointer->type == JSON_STRING &&
              (pointer->text.len == 0 || pointer->text.ptr[0] == '/'),
          "each problem of %s has a pointer", of);
    check(message != NULL && message->type == JSON_STRING && message->text.len > 0,
          "each problem of %s has a message", of);
    check(at == NULL || slice_is(at->text, "key") || slice_is(at->text, "value"),
          "at is key or value in a problem of %s", of);
  }
  json_free(problems);
}

static void walk_settings(const ferrule_component *component, ferrule_slice settings) {
  static const struct {
    const char *json;
    bool is_config; /* JSON, but no settings */
  } bad[] = {
      {"{\"no such key\":1}", true},
      {"[1]", true},
      {"{\"a\":", false},
      {"", false},
      {"{} {}", false},
      {"{\"a\":\"\xff\"}", false},
      {"{\"a\":1,}", false},
      {"\"text\"", true},
      {"null", true},
  };
  text detail = {0};
  check(validate_settings(component, settings, NULL, NULL) == FERRULE_OK,
        "validate accepts the settings %.*s", SLICE_ARGS(settings));
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    int32_t code = validate_settings(component, slice_of(bad[i].json), NULL, &detail);
    check(code == FERRULE_E_CONFIG || (code < 0 && !bad[i].is_config),
          "validate refuses `%s`, it answered %d", bad[i].json, code);
    if (code == FERRULE_E_CONFIG) {
      check_problems(text_slice(&detail), bad[i].json);
    }
    text_free(&detail);
  }
  text_free(&detail);
}

static void walk_schema(const ferrule_component *component) {
  if (component->config_schema == NULL) {
    return;
  }
  ferrule_error error = error_empty();
  ferrule_buf schema = {0};
  const json_value *tree = NULL;
  int32_t code = component->config_schema(&schema, &error);
  error_take(&error, code, "config_schema", NULL, NULL);
  check(code == FERRULE_OK || code == FERRULE_E_UNSUPPORTED, "config_schema answers");
  check(code != FERRULE_OK || (json_parse(buf_slice(&schema), &tree, NULL) == FERRULE_OK &&
                               tree->type == JSON_OBJECT),
        "the schema is a JSON object");
  json_free(tree);
  buf_drop(&schema);
}

/* Two at once, with everything that comes between start and stop. */
static void walk_two(const ferrule_component *component, ferrule_slice settings) {
  subject first;
  subject second;
  check(subject_create(&first, component, component->type_name, settings) == FERRULE_OK, "create");
  check(subject_create(&second, component, "second", settings) == FERRULE_OK, "create another");
  check(first.handle != NULL && second.handle != NULL && first.handle != second.handle,
        "each has a handle of its own");
  check(subject_start(&first) == FERRULE_OK, "start: %s", text_string(&first.message));
  check(subject_start(&second) == FERRULE_OK, "start another: %s", text_string(&second.message));
  check(subject_notify(&first, FERRULE_PIPELINES_READY) == FERRULE_OK, "notify: ready");
  check(subject_notify(&first, FERRULE_PIPELINES_NOT_READY) == FERRULE_OK, "notify: not ready");
  check(subject_stop(&first) == FERRULE_OK, "shutdown");
  check(subject_stop(&first) == FERRULE_OK, "shutdown twice");
  check(subject_stop(&second) == FERRULE_OK, "shutdown of the other one");
  subject_destroy(&second);
  subject_destroy(&first);
}

static void walk_short_lives(const ferrule_component *component, ferrule_slice settings) {
  subject self;
  check(subject_create(&self, component, component->type_name, settings) == FERRULE_OK, "create");
  subject_destroy(&self);
  check(subject_create(&self, component, component->type_name, settings) == FERRULE_OK, "create");
  check(subject_stop(&self) == FERRULE_OK, "shutdown without start");
  check(subject_stop(&self) == FERRULE_OK, "shutdown without start, twice");
  subject_destroy(&self);
}

/* One life, whatever comes of it. */
static void live_somehow(const ferrule_component *component, ferrule_slice settings) {
  subject self;
  (void)validate_settings(component, settings, NULL, NULL);
  (void)validate_settings(component, slice_of("{\"no such key\":1}"), NULL, NULL);
  (void)subject_create(&self, component, component->type_name, settings);
  if (self.handle != NULL) {
    if (subject_start(&self) == FERRULE_OK) {
      (void)subject_notify(&self, FERRULE_PIPELINES_READY);
    }
    check(subject_stop(&self) == FERRULE_OK, "shutdown without memory");
  }
  subject_destroy(&self);
}

/* Each allocation in turn fails: nothing breaks, and nothing is left. */
static void walk_without_memory(const ferrule_component *component, ferrule_slice settings,
                                int64_t blocks) {
  int64_t k = 0;
  int64_t seen = memory_can_fail() ? INT64_MAX : -1;
  while (k <= seen) {
    memory_fail_at(++k);
    live_somehow(component, settings);
    seen = memory_fail_never();
    check_idle("a life without memory", blocks);
  }
}

void walk(const ferrule_component *component, const char *overrides_json) {
  text settings = settings_with(component, overrides_json);
  check_table(component);
  walk_two(component, text_slice(&settings));
  /* What is made once and kept is there now. */
  int64_t blocks = heap_blocks();
  check_idle("two lives", blocks);
  walk_settings(component, text_slice(&settings));
  walk_schema(component);
  check_idle("settings", blocks);
  walk_short_lives(component, text_slice(&settings));
  check_idle("short lives", blocks);
  for (int i = 0; i < LIVES; i++) {
    walk_two(component, text_slice(&settings));
  }
  check_idle("many lives", blocks);
  walk_without_memory(component, text_slice(&settings), blocks);
  text_free(&settings);
  table_check();
}

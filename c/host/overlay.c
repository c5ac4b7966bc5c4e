/* Settings for a component, as a host makes them: the defaults with some keys replaced. */
#include <stdio.h>

#include "buf.h"
#include "check.h"
#include "error.h"
#include "json.h"
#include "slice.h"
#include "subject.h"

static void add_member(text *to, const json_value *member) {
  text_format(to, "%s", to->length == 1 ? "" : ",");
  text_add_json_string(to, member->key);
  text_format(to, ":");
  text_add(to, member->source);
}

static text overlay(ferrule_slice defaults, ferrule_slice overrides) {
  text json = {0};
  const json_value *base = NULL;
  const json_value *over = NULL;
  bool good = json_parse(defaults, &base, NULL) == FERRULE_OK && base->type == JSON_OBJECT &&
              json_parse(overrides, &over, NULL) == FERRULE_OK && over->type == JSON_OBJECT;
  check(good, "defaults and overrides are JSON objects: %.*s", SLICE_ARGS(overrides));
  text_format(&json, "{");
  for (const json_value *it = good ? base->first : NULL; it != NULL; it = it->next) {
    char key[128];
    snprintf(key, sizeof key, "%.*s", SLICE_ARGS(it->key));
    if (json_member(over, key) == NULL) {
      add_member(&json, it);
    }
  }
  for (const json_value *it = good ? over->first : NULL; it != NULL; it = it->next) {
    add_member(&json, it);
  }
  text_format(&json, "}");
  json_free(base);
  json_free(over);
  return json;
}

text settings_with(const ferrule_component *component, const char *overrides_json) {
  ferrule_error error = error_empty();
  ferrule_buf defaults = {0};
  int32_t code = component->default_config(&defaults, &error);
  error_take(&error, code, "default_config", NULL, NULL);
  check(code == FERRULE_OK, "default_config gives settings");
  text json = overlay(buf_slice(&defaults), slice_of(overrides_json));
  buf_drop(&defaults);
  return json;
}

int32_t validate_settings(const ferrule_component *component, ferrule_slice json, text *message,
                          text *detail) {
  ferrule_error error = error_empty();
  int32_t code = component->validate(&json, &error);
  error_take(&error, code, "validate", message, detail);
  return code;
}

/* Whether a component listens somewhere. */
static bool listens(const ferrule_component *component) {
  text defaults = settings_with(component, "{}");
  const json_value *tree = NULL;
  bool found = json_parse(text_slice(&defaults), &tree, NULL) == FERRULE_OK &&
               json_member(tree, "endpoint") != NULL;
  json_free(tree);
  text_free(&defaults);
  return found;
}

text overrides_for(const ferrule_component *component, const char *by_type_json) {
  text overrides = {0};
  const json_value *by_type = NULL;
  check(json_parse(slice_of(by_type_json), &by_type, NULL) == FERRULE_OK &&
            by_type->type == JSON_OBJECT,
        "the overrides are a JSON object: %s", by_type_json);
  const json_value *found = by_type == NULL ? NULL : json_member(by_type, component->type_name);
  if (found != NULL) {
    text_add(&overrides, found->source);
  } else {
    text_format(&overrides, "%s", listens(component) ? "{\"endpoint\":\"localhost:0\"}" : "{}");
  }
  json_free(by_type);
  return overrides;
}

#include "config.h"

#include <stdio.h>

#include "duration.h"
#include "mount.h"
#include "problems.h"
#include "slice.h"

#define SETTINGS                                                                                   \
  "the settings are endpoint, transport, path, response_body, read_header_timeout, "               \
  "keep_alives_enabled, check_collector_pipeline"

/* The rest of what the Go Collector accepts here: refused with a reason, never ignored. */
static const struct {
  const char *key;
  const char *reason;
} not_yet[] = {
    {"tls", "the health endpoint speaks plain HTTP; put a proxy in front of it"},
    {"cors", "the health endpoint sends no CORS headers"},
    {"auth", "the health endpoint has no authentication; bind it to a private address"},
    {"middlewares", "there are no HTTP middlewares"},
    {"max_request_body_size", "the health endpoint reads no request bodies"},
    {"compression_algorithms", "the health endpoint reads no request bodies"},
    {"include_metadata", "the health endpoint passes no requests on"},
    {"response_headers", "the health endpoint adds no headers of the user"},
    {"read_timeout", "the health endpoint reads no request bodies; set read_header_timeout"},
    {"write_timeout", "answers are small; connections have a fixed longest life instead"},
    {"idle_timeout", "read_header_timeout also bounds idle connections; set that"},
    {"dialer", "the health endpoint connects to nothing"},
    {"use_v2", "only the first version of the health check is there"},
    {"http", "only the first version of the health check is there; use endpoint and path"},
    {"grpc", "only the first version of the health check is there, on HTTP"},
    {"component_health", "only the first version of the health check is there"},
};

/* Where a member of a map is. */
typedef struct place {
  char pointer[128];
} place;

static place place_of(const char *parent, const json_value *member) {
  place place;
  snprintf(place.pointer, sizeof place.pointer, "%s/%.*s", parent, SLICE_ARGS(member->key));
  return place;
}

/* The readers here take a key without a value for zero, as the Collector does. */

static void read_text(const char *parent, const json_value *member, ferrule_slice *out,
                      problems *found) {
  if (member->type == JSON_STRING || member->type == JSON_NULL) {
    *out = member->text;
  } else {
    problem_add(found, "value", place_of(parent, member).pointer, NULL, "expected a string");
  }
}

static void read_bool(const char *parent, const json_value *member, bool *out, problems *found) {
  if (member->type == JSON_BOOL || member->type == JSON_NULL) {
    *out = member->truth;
  } else {
    problem_add(found, "value", place_of(parent, member).pointer, NULL, "expected true or false");
  }
}

static void read_duration(const char *parent, const json_value *member, int64_t *ns,
                          problems *found) {
  if (member->type == JSON_INTEGER || member->type == JSON_NULL) {
    *ns = member->integer;
  } else if (member->type != JSON_STRING || !duration_parse(member->text, ns)) {
    ferrule_slice text = member->type == JSON_STRING ? member->text : member->source;
    problem_add(found, "value", place_of(parent, member).pointer, NULL,
                "`%.*s` is not a duration, such as 30s, 500ms or 1h15m", SLICE_ARGS(text));
  }
}

static void read_endpoint(config *config, problems *found) {
  char why[512];
  if (!endpoint_parse(config->endpoint_text, &config->endpoint, why, sizeof why)) {
    problem_add(found, "value", "/endpoint",
                "write host:port, such as localhost:13133, 0.0.0.0:13133 or [::1]:13133", "%s",
                why);
  }
}

static void check_transport(ferrule_slice transport, problems *found) {
  if (transport.len == 0 || slice_is(transport, "tcp")) {
    return;
  }
  if (slice_is(transport, "tcp4") || slice_is(transport, "tcp6") || slice_is(transport, "unix")) {
    problem_add(found, "value", "/transport",
                "write an IPv4 or IPv6 address in endpoint to choose the family",
                "not supported yet: only tcp is served");
  } else {
    problem_add(found, "value", "/transport", "write tcp", "`%.*s` is not a stream transport",
                SLICE_ARGS(transport));
  }
}

/* Whether a member holds a map; one without a value is as good as none. */
static bool is_map(const json_value *member, problems *found) {
  if (member->type != JSON_OBJECT && member->type != JSON_NULL) {
    problem_add(found, "value", place_of("", member).pointer, NULL, "expected a map");
  }
  return member->type == JSON_OBJECT;
}

static void read_bodies(const json_value *map, config *out, problems *found) {
  const char *parent = "/response_body";
  if (!is_map(map, found)) {
    return;
  }
  out->has_bodies = true;
  for (const json_value *it = map->first; it != NULL; it = it->next) {
    if (slice_is(it->key, "healthy")) {
      read_text(parent, it, &out->healthy, found);
    } else if (slice_is(it->key, "unhealthy")) {
      read_text(parent, it, &out->unhealthy, found);
    } else {
      problem_add_unknown_key(found, parent, it->key, "the settings are healthy, unhealthy");
    }
  }
}

/* A feature of the Go extension that never worked; only off is accepted. */
static void check_pipeline(const json_value *map, problems *found) {
  const char *parent = "/check_collector_pipeline";
  bool enabled = false;
  int64_t interval;
  if (!is_map(map, found)) {
    return;
  }
  for (const json_value *it = map->first; it != NULL; it = it->next) {
    if (slice_is(it->key, "enabled")) {
      read_bool(parent, it, &enabled, found);
    } else if (slice_is(it->key, "interval")) {
      read_duration(parent, it, &interval, found);
    } else if (!slice_is(it->key, "exporter_failure_threshold")) {
      problem_add_unknown_key(found, parent, it->key,
                              "the settings are enabled, interval, exporter_failure_threshold");
    } else if (it->type != JSON_INTEGER || it->integer <= 0) {
      problem_add(found, "value", place_of(parent, it).pointer, NULL,
                  "the threshold is not a positive number");
    }
  }
  if (enabled) {
    problem_add(found, "value", "/check_collector_pipeline/enabled",
                "write false, or leave check_collector_pipeline out",
                "not supported yet: the Go Collector documents that this check does not work and "
                "ignores it");
  }
}

static void refuse_key(const json_value *member, problems *found) {
  for (size_t i = 0; i < sizeof not_yet / sizeof *not_yet; i++) {
    if (slice_is(member->key, not_yet[i].key)) {
      if (member->type != JSON_NULL) {
        problem_add(found, "key", place_of("", member).pointer, NULL, "not supported yet: %s",
                    not_yet[i].reason);
      }
      return;
    }
  }
  problem_add_unknown_key(found, "", member->key, SETTINGS);
}

static void read_member(const json_value *member, config *out, problems *found) {
  ferrule_slice transport = no_slice;
  if (slice_is(member->key, "endpoint")) {
    read_text("", member, &out->endpoint_text, found);
  } else if (slice_is(member->key, "transport")) {
    read_text("", member, &transport, found);
    check_transport(transport, found);
  } else if (slice_is(member->key, "path")) {
    read_text("", member, &out->path, found);
  } else if (slice_is(member->key, "response_body")) {
    read_bodies(member, out, found);
  } else if (slice_is(member->key, "read_header_timeout")) {
    read_duration("", member, &out->read_header_timeout_ns, found);
  } else if (slice_is(member->key, "keep_alives_enabled")) {
    read_bool("", member, &out->keep_alives, found);
  } else if (slice_is(member->key, "check_collector_pipeline")) {
    check_pipeline(member, found);
  } else {
    refuse_key(member, found);
  }
}

int32_t config_read(ferrule_slice json, config *out, ferrule_error *error) {
  problems found = {0};
  *out = (config){.endpoint_text = slice_of("localhost:13133"),
                  .path = slice_of("/"),
                  .read_header_timeout_ns = INT64_C(60000000000),
                  .keep_alives = true};
  int32_t code = json_parse(json, &out->tree, error);
  if (code != FERRULE_OK) {
    return code;
  }
  if (out->tree->type != JSON_OBJECT) {
    problem_add(&found, "value", "", NULL, "the settings are not a map");
  }
  for (const json_value *it = out->tree->type == JSON_OBJECT ? out->tree->first : NULL; it != NULL;
       it = it->next) {
    read_member(it, out, &found);
  }
  read_endpoint(out, &found);
  mount_check(out->path, &found);
  code = problems_end(&found, error);
  if (code != FERRULE_OK) {
    config_free(out);
  }
  return code;
}

void config_free(config *config) {
  json_free(config->tree);
  *config = (struct config){0};
}

/* The settings of the extension, under the names of the Go Collector. */
#ifndef FERRULE_CONFIG_H
#define FERRULE_CONFIG_H

#include "endpoint.h"
#include "json.h"

/* Slices live as long as `tree`. */
typedef struct config {
  const json_value *tree;
  ferrule_slice endpoint_text; /* as it was written */
  endpoint endpoint;
  ferrule_slice path;
  int64_t read_header_timeout_ns; /* 0 or less: no limit */
  bool keep_alives;
  bool has_bodies; /* of the user, instead of the usual ones */
  ferrule_slice healthy, unhealthy;
} config;

/* What an empty section means. A JSON object. */
extern const char config_defaults[];

/* A JSON Schema of the settings. */
extern const char config_schema_json[];

/* Reads settings; every problem is in *error. To be freed if that succeeds. */
int32_t config_read(ferrule_slice json, config *out, ferrule_error *error);

/* Frees settings. */
void config_free(config *config);

#endif

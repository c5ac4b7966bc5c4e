/* Where to listen, as the settings have it. */
#ifndef FERRULE_ENDPOINT_H
#define FERRULE_ENDPOINT_H

#include <stdbool.h>
#include <stddef.h>

#include "ferrule_plugin.h"

#define ENDPOINT_MAX_HOST 254

typedef struct endpoint {
  char host[ENDPOINT_MAX_HOST]; /* empty for all addresses of the machine */
  uint16_t port;
} endpoint;

/* Reads host:port. False, and a sentence without a full stop in `why`, if it is anything else. */
bool endpoint_parse(ferrule_slice text, endpoint *out, char *why, size_t capacity);

#endif

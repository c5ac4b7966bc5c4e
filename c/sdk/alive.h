/* What a plugin has alive, for ferrule_stats. */
#ifndef FERRULE_ALIVE_H
#define FERRULE_ALIVE_H

#include <stdatomic.h>

#include "ferrule_plugin.h"

/* Each is kept by whoever makes and ends such things; the heap counts for itself. */
typedef struct live_counters {
  atomic_llong components;
  atomic_llong bufs;
  atomic_llong buf_bytes;
  atomic_llong threads;
  atomic_llong tokens;
  atomic_ullong panics;
} live_counters;

extern live_counters alive;

/* The function `stats` of a plugin: fills as much of *out as the caller knows. */
int32_t alive_stats(ferrule_stats *out);

#endif

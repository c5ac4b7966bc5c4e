#include "alive.h"

#include <stddef.h>
#include <string.h>

#include "heap.h"

live_counters alive;

int32_t alive_stats(ferrule_stats *out) {
  if (out == NULL || out->size < offsetof(ferrule_stats, live_components)) {
    return FERRULE_E_ARG;
  }
  ferrule_stats now = {
      .size = out->size,
      .live_components = atomic_load(&alive.components),
      .live_bufs = atomic_load(&alive.bufs),
      .live_buf_bytes = atomic_load(&alive.buf_bytes),
      .live_threads = atomic_load(&alive.threads),
      .pending_tokens = atomic_load(&alive.tokens),
      .panics = atomic_load(&alive.panics),
      .live_heap_bytes = heap_live_bytes(),
      .live_heap_blocks = heap_live_blocks(),
  };
  memcpy(out, &now, out->size < sizeof now ? out->size : sizeof now);
  return FERRULE_OK;
}

#include "heap.h"

#include <stdatomic.h>
#include <stdlib.h>

/* Before each block: its size. As large as the strictest alignment. */
typedef union head {
  size_t bytes;
  max_align_t align;
} head;

bool (*heap_refuses)(void);

static atomic_llong live_bytes;
static atomic_llong live_blocks;

static bool refused(size_t bytes) {
  return bytes > SIZE_MAX - sizeof(head) || (heap_refuses != NULL && heap_refuses());
}

void *heap_new(size_t bytes) {
  head *block = refused(bytes) ? NULL : calloc(1, sizeof(head) + bytes);
  if (block == NULL) {
    return NULL;
  }
  block->bytes = bytes;
  atomic_fetch_add(&live_bytes, (long long)bytes);
  atomic_fetch_add(&live_blocks, 1);
  return block + 1;
}

void *heap_grow(void *old, size_t bytes) {
  if (old == NULL) {
    return heap_new(bytes);
  }
  size_t before = ((head *)old - 1)->bytes;
  head *block = refused(bytes) ? NULL : realloc((head *)old - 1, sizeof(head) + bytes);
  if (block == NULL) {
    return NULL;
  }
  block->bytes = bytes;
  atomic_fetch_add(&live_bytes, (long long)bytes - (long long)before);
  return block + 1;
}

void heap_free(void *old) {
  if (old == NULL) {
    return;
  }
  head *block = (head *)old - 1;
  atomic_fetch_sub(&live_bytes, (long long)block->bytes);
  atomic_fetch_sub(&live_blocks, 1);
  free(block);
}

int64_t heap_live_bytes(void) { return atomic_load(&live_bytes); }

int64_t heap_live_blocks(void) { return atomic_load(&live_blocks); }

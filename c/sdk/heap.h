/* The allocator of a plugin: it counts what is alive, for ferrule_stats. Any thread. */
#ifndef FERRULE_HEAP_H
#define FERRULE_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zeroed memory for heap_free; NULL if there is none. */
void *heap_new(size_t bytes);

/* Makes a block larger, or a new one of NULL. NULL, and the old block as it was, if that fails. */
void *heap_grow(void *block, size_t bytes);

/* Frees a block of heap_new or heap_grow. NULL is nothing. */
void heap_free(void *block);

/* How much is alive. */
int64_t heap_live_bytes(void);
int64_t heap_live_blocks(void);

/*
 * NULL, or asked before each allocation whether that one has to fail: for tests, which find it by
 * its name in a library that was built for them.
 */
#ifdef FERRULE_TEST
__attribute__((visibility("default")))
#endif
extern bool (*heap_refuses)(void);

#endif

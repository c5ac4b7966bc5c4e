/* Makes allocations of a plugin fail, if it is made with the SDK for C and built for tests. */
#ifndef FERRULE_MEMORY_H
#define FERRULE_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

/* Looks for the plugin's hook. */
void memory_find(void *library);

/* Whether allocations can be made to fail. */
bool memory_can_fail(void);

/* From now on the k-th allocation fails. */
void memory_fail_at(int64_t k);

/* From now on none fails. Returns how many there were. */
int64_t memory_fail_never(void);

#endif

#include "memory.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>

typedef bool (*refusal)(void);

static refusal *hook;
static refusal usual;
static atomic_llong seen;
static atomic_llong failing;

static bool refuse(void) { return atomic_fetch_add(&seen, 1) + 1 == atomic_load(&failing); }

void memory_find(void *library) { hook = dlsym(library, "heap_refuses"); }

bool memory_can_fail(void) { return hook != NULL; }

void memory_fail_at(int64_t k) {
  atomic_store(&seen, 0);
  atomic_store(&failing, k);
  usual = *hook;
  *hook = refuse;
}

int64_t memory_fail_never(void) {
  *hook = usual;
  return atomic_load(&seen);
}

#include "check.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

bool verbose;

static atomic_int passed;
static atomic_int failed;

bool check(bool holds, const char *format, ...) {
  atomic_fetch_add(holds ? &passed : &failed, 1);
  if (!holds) {
    va_list arguments;
    va_start(arguments, format);
    flockfile(stderr);
    fputs("FAILED: ", stderr);
    vfprintf(stderr, format, arguments);
    fputs("\n", stderr);
    funlockfile(stderr);
    va_end(arguments);
  }
  return holds;
}

void tell(const char *format, ...) {
  if (verbose) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
  }
}

int check_result(void) {
  printf("%d checks held, %d failed\n", atomic_load(&passed), atomic_load(&failed));
  return atomic_load(&failed) == 0 ? 0 : 1;
}

#include <string.h>

#include "bench.h"

/* A page and a cache line: words a page apart would fight for the same lines of the cache. */
#define STRIDE (4096 + 64)

int64_t bench_next(int64_t number) { return number + 1; }

/* Arrays of bytes in the Java heap are not aligned to words. */
static uint64_t word(const uint8_t *at) {
  uint64_t value;
  memcpy(&value, at, sizeof value);
  return value;
}

int64_t bench_hand_over(const uint8_t *bytes, int64_t length) {
  uint64_t sum = 0;
  for (int64_t at = 0; at < length; at += STRIDE) {
    sum += word(bytes + at);
  }
  return (int64_t)sum;
}

int64_t bench_read_all(const uint8_t *bytes, int64_t length) {
  uint64_t sum = 0;
  for (int64_t at = 0; at < length; at += (int64_t)sizeof sum) {
    sum += word(bytes + at);
  }
  return (int64_t)sum;
}

void bench_call_back(bench_complete complete, int64_t count) {
  for (int64_t token = 1; token <= count; token++) {
    complete(NULL, (ferrule_token)token, FERRULE_OK, NULL);
  }
}

int64_t bench_give(bench_take take, const uint8_t *bytes, int64_t length) {
  return take(NULL, bytes, length);
}

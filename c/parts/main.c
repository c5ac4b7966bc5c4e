/*
 * The parts of the SDK and of the health check, each on its own.
 *
 *   parts_test [SEED]   of the random tests; it is printed
 */
#include "parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../host/check.h"
#include "heap.h"

int main(int argc, char **argv) {
  uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 0) : (uint64_t)time(NULL);
  test_json();
  test_text();
  test_heap();
  test_threads();
  test_problems();
  test_durations();
  test_endpoints();
  test_mounts();
  test_sniffing();
  test_timestamps();
  test_requests();
  test_config();
  test_states();
  printf("seed %" PRIu64 "\n", seed);
  fuzz_parsers(seed);
  check(heap_live_blocks() == 0 && heap_live_bytes() == 0, "nothing is left on the heap");
  return check_result();
}

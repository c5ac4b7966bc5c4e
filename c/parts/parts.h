/* The tests of the parts, each on its own. */
#ifndef FERRULE_PARTS_H
#define FERRULE_PARTS_H

#include <stdint.h>

void test_json(void);
void test_text(void);
void test_heap(void);
void test_threads(void);
void test_problems(void);
void test_durations(void);
void test_endpoints(void);
void test_mounts(void);
void test_sniffing(void);
void test_timestamps(void);
void test_requests(void);
void test_config(void);
void test_states(void);

/* Feeds the parsers with what is nearly right. A run is repeated with its seed. */
void fuzz_parsers(uint64_t seed);

#endif

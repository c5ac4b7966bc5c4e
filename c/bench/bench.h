/* What the benchmark of the boundary calls, over FFM and over JNI; see docs/benchmarks/README.md. */
#ifndef FERRULE_BENCH_H
#define FERRULE_BENCH_H

#include <stdbool.h>

#include "ferrule_plugin.h"

/* The type of ferrule_host.complete. */
typedef void (*bench_complete)(void *ctx, ferrule_token token, int32_t code,
                               const ferrule_error *error);

/* Takes a batch that native code hands up; returns what it read. */
typedef int64_t (*bench_take)(void *ctx, const uint8_t *bytes, int64_t length);

/* Nothing but the crossing. */
FERRULE_EXPORT int64_t bench_next(int64_t number);

/*
 * Reads one word in about each page: a batch is handed over, and looked at here and there. length
 * is a multiple of 8.
 */
FERRULE_EXPORT int64_t bench_hand_over(const uint8_t *bytes, int64_t length);

/* Reads every word; length is a multiple of 8. */
FERRULE_EXPORT int64_t bench_read_all(const uint8_t *bytes, int64_t length);

/* Completes the tokens 1 to count, in the calling thread. */
FERRULE_EXPORT void bench_call_back(bench_complete complete, int64_t count);

/* Hands a batch up once; returns what the taker read. */
FERRULE_EXPORT int64_t bench_give(bench_take take, const uint8_t *bytes, int64_t length);

/* How a worker reaches Java. */
typedef struct bench_route {
  void (*enter)(struct bench_route *route); /* once, when its thread begins */
  void (*complete)(struct bench_route *route, ferrule_token token);
  void (*leave)(struct bench_route *route); /* once, when its thread ends */
  bench_complete stub;                      /* FFM */
  void *env;                                /* JNI: the attached thread's */
} bench_route;

/* A native thread that completes tokens in the order in which they came. */
typedef struct bench_worker bench_worker;

/* A worker that completes over a route, which is copied; NULL if there is no memory or thread. */
bench_worker *bench_worker_start(bench_route route);

/* A worker that completes through an upcall stub. */
FERRULE_EXPORT bench_worker *bench_worker_new(bench_complete stub);

/* Hands over a token to be completed; returns FERRULE_PENDING at once. Any thread. */
FERRULE_EXPORT int32_t bench_worker_submit(bench_worker *worker, ferrule_token token);

/* Has the tokens 1 to count completed and waits until they are. One thread at a time. */
FERRULE_EXPORT void bench_worker_run(bench_worker *worker, int64_t count);

/* Completes what is left, joins the thread and frees the worker. */
FERRULE_EXPORT void bench_worker_stop(bench_worker *worker);

#endif

#include <pthread.h>
#include <stdlib.h>

#include "bench.h"

/* More than are ever in flight. */
#define MOST_JOBS 256

typedef struct job {
  ferrule_token first;
  int64_t count;
} job;

struct bench_worker {
  bench_route route;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t work;
  pthread_cond_t room;
  pthread_cond_t idle;
  job jobs[MOST_JOBS];
  uint64_t head; /* the next to be done */
  uint64_t tail; /* where the next goes */
  bool stopping;
};

static void *work(void *argument) {
  bench_worker *self = argument;
  self->route.enter(&self->route);
  pthread_mutex_lock(&self->lock);
  while (true) {
    while (self->head == self->tail && !self->stopping) {
      pthread_cond_wait(&self->work, &self->lock);
    }
    if (self->head == self->tail) {
      break;
    }
    job next = self->jobs[self->head % MOST_JOBS];
    pthread_mutex_unlock(&self->lock);
    for (int64_t i = 0; i < next.count; i++) {
      self->route.complete(&self->route, next.first + (ferrule_token)i);
    }
    pthread_mutex_lock(&self->lock);
    self->head++;
    pthread_cond_signal(&self->room);
    if (self->head == self->tail) {
      pthread_cond_signal(&self->idle);
    }
  }
  pthread_mutex_unlock(&self->lock);
  self->route.leave(&self->route);
  return NULL;
}

bench_worker *bench_worker_start(bench_route route) {
  bench_worker *self = calloc(1, sizeof *self);
  if (self == NULL) {
    return NULL;
  }
  self->route = route;
  pthread_mutex_init(&self->lock, NULL);
  pthread_cond_init(&self->work, NULL);
  pthread_cond_init(&self->room, NULL);
  pthread_cond_init(&self->idle, NULL);
  if (pthread_create(&self->thread, NULL, work, self) != 0) {
    free(self);
    return NULL;
  }
  return self;
}

static void push(bench_worker *self, job next) {
  pthread_mutex_lock(&self->lock);
  while (self->tail - self->head == MOST_JOBS) {
    pthread_cond_wait(&self->room, &self->lock);
  }
  self->jobs[self->tail++ % MOST_JOBS] = next;
  pthread_cond_signal(&self->work);
  pthread_mutex_unlock(&self->lock);
}

int32_t bench_worker_submit(bench_worker *self, ferrule_token token) {
  push(self, (job){token, 1});
  return FERRULE_PENDING;
}

void bench_worker_run(bench_worker *self, int64_t count) {
  push(self, (job){1, count});
  pthread_mutex_lock(&self->lock);
  while (self->head != self->tail) {
    pthread_cond_wait(&self->idle, &self->lock);
  }
  pthread_mutex_unlock(&self->lock);
}

void bench_worker_stop(bench_worker *self) {
  pthread_mutex_lock(&self->lock);
  self->stopping = true;
  pthread_cond_signal(&self->work);
  pthread_mutex_unlock(&self->lock);
  pthread_join(self->thread, NULL);
  free(self);
}

/* The first call attaches the thread to the JVM, and its end detaches it. */
static void nothing(bench_route *route) { (void)route; }

static void complete(bench_route *route, ferrule_token token) {
  route->stub(NULL, token, FERRULE_OK, NULL);
}

bench_worker *bench_worker_new(bench_complete stub) {
  return bench_worker_start(
      (bench_route){.enter = nothing, .complete = complete, .leave = nothing, .stub = stub});
}

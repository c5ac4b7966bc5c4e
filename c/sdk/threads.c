#include "threads.h"

#include <errno.h>
#include <time.h>

#include "alive.h"
#include "heap.h"

typedef struct thread {
  struct thread *next;
  const void *group;
  void (*run)(void *);
  void *argument;
  pthread_t id;
  bool ended;
} thread;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_cond_t ended;
static thread *threads;

int64_t clock_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

void condition_init(pthread_cond_t *condition) {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(condition, &attributes);
  pthread_condattr_destroy(&attributes);
}

bool condition_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t deadline_ns) {
  struct timespec deadline = {.tv_sec = deadline_ns / 1000000000,
                              .tv_nsec = deadline_ns % 1000000000};
  return pthread_cond_timedwait(condition, mutex, &deadline) != ETIMEDOUT;
}

static void set_up(void) { condition_init(&ended); }

static void *body(void *argument) {
  thread *self = argument;
  self->run(self->argument);
  pthread_mutex_lock(&lock);
  self->ended = true;
  pthread_cond_broadcast(&ended);
  pthread_mutex_unlock(&lock);
  return NULL;
}

bool thread_start(const void *group, void (*run)(void *), void *argument) {
  pthread_once(&once, set_up);
  thread *self = heap_new(sizeof *self);
  if (self == NULL) {
    return false;
  }
  *self = (thread){.group = group, .run = run, .argument = argument};
  pthread_mutex_lock(&lock);
  bool started = pthread_create(&self->id, NULL, body, self) == 0;
  if (started) {
    self->next = threads;
    threads = self;
    atomic_fetch_add(&alive.threads, 1);
  }
  pthread_mutex_unlock(&lock);
  if (!started) {
    heap_free(self);
  }
  return started;
}

/* Takes one that has ended out of the list; NULL if there is none. *running counts the others. */
static thread *take_ended(const void *group, size_t *running) {
  *running = 0;
  for (thread **link = &threads; *link != NULL; link = &(*link)->next) {
    thread *it = *link;
    if (group != NULL && it->group != group) {
      continue;
    }
    if (it->ended) {
      *link = it->next;
      return it;
    }
    ++*running;
  }
  return NULL;
}

size_t threads_join(const void *group, int64_t timeout_ns) {
  pthread_once(&once, set_up);
  int64_t now = clock_ns();
  int64_t deadline = timeout_ns > INT64_MAX - now ? INT64_MAX : now + timeout_ns;
  bool in_time = timeout_ns > 0;
  size_t running;
  pthread_mutex_lock(&lock);
  while (true) {
    thread *done = take_ended(group, &running);
    if (done != NULL) {
      pthread_mutex_unlock(&lock);
      /* It has nothing left to do but to end. */
      pthread_join(done->id, NULL);
      heap_free(done);
      atomic_fetch_sub(&alive.threads, 1);
      pthread_mutex_lock(&lock);
    } else if (running == 0 || !in_time) {
      break;
    } else {
      in_time = condition_wait(&ended, &lock, deadline);
    }
  }
  pthread_mutex_unlock(&lock);
  return running;
}

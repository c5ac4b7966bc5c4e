#include "records.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "slice.h"
#include "threads.h"

#define PATIENCE_NS 10000000000

typedef struct kept {
  struct kept *next;
  ferrule_ref component;
  bool is_log;
  int32_t status;
  text message;
  text fields;
} kept;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_cond_t changed;
static kept *all; /* the last one first */

static void set_up(void) { condition_init(&changed); }

static void keep(kept what, ferrule_slice message, ferrule_slice fields) {
  kept *copy = malloc(sizeof *copy);
  if (copy == NULL) {
    abort();
  }
  text_add(&what.message, message);
  text_add(&what.fields, fields);
  pthread_once(&once, set_up);
  pthread_mutex_lock(&lock);
  *copy = what;
  copy->next = all;
  all = copy;
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&lock);
}

void record_log(ferrule_ref component, int32_t severity, ferrule_slice message,
                ferrule_slice fields_json) {
  (void)severity;
  keep((kept){.component = component, .is_log = true}, message, fields_json);
}

void record_status(ferrule_ref component, int32_t status, ferrule_slice message) {
  keep((kept){.component = component, .status = status}, message, no_slice);
}

static bool is_that(const kept *it, ferrule_ref component, const char *message, int32_t status) {
  return it->component == component &&
         (message != NULL ? it->is_log && slice_is(text_slice(&it->message), message)
                          : !it->is_log && it->status == status);
}

static bool wait_for(ferrule_ref component, const char *message, int32_t status, text *found) {
  int64_t deadline = clock_ns() + PATIENCE_NS;
  bool in_time = true;
  pthread_once(&once, set_up);
  pthread_mutex_lock(&lock);
  kept *it;
  do {
    for (it = all; it != NULL && !is_that(it, component, message, status); it = it->next) {
    }
    in_time = it != NULL || condition_wait(&changed, &lock, deadline);
  } while (it == NULL && in_time);
  if (it != NULL && found != NULL) {
    text_add(found, text_slice(message != NULL ? &it->fields : &it->message));
  }
  pthread_mutex_unlock(&lock);
  return it != NULL;
}

bool record_wait_log(ferrule_ref component, const char *message, text *fields) {
  return wait_for(component, message, 0, fields);
}

bool record_wait_status(ferrule_ref component, int32_t status, text *message) {
  return wait_for(component, NULL, status, message);
}

int record_count_logs(ferrule_ref component, const char *message) {
  int count = 0;
  pthread_mutex_lock(&lock);
  for (const kept *it = all; it != NULL; it = it->next) {
    count += is_that(it, component, message, 0);
  }
  pthread_mutex_unlock(&lock);
  return count;
}

void record_forget(void) {
  pthread_mutex_lock(&lock);
  while (all != NULL) {
    kept *it = all;
    all = it->next;
    text_free(&it->message);
    text_free(&it->fields);
    free(it);
  }
  pthread_mutex_unlock(&lock);
}

/* One health_check extension: what the calls of the host and the thread of the server share. */
#ifndef FERRULE_EXTENSION_H
#define FERRULE_EXTENSION_H

#include <pthread.h>

#include "answer.h"
#include "config.h"

typedef enum phase {
  PHASE_CREATED,
  PHASE_STARTING,
  PHASE_SERVING,
  PHASE_STOPPING,
  PHASE_STOPPED
} phase;

typedef struct extension {
  ferrule_ref self;
  ferrule_slice config_json; /* its own; config borrows from it */
  config config;
  int wake[2]; /* a pipe: what is written to [1] wakes the server */

  pthread_mutex_t lock; /* guards the rest; not held while the host is called */
  phase phase;
  since since;
  ferrule_token start_token; /* 0 once it is completed */
  ferrule_token stop_token;
  bool cancelled; /* the host gave up on the start */
  int64_t stop_by_ns;
} extension;

/* The factory. */
extern const ferrule_component health_check_component;

/* For the server's thread: */

/* The pipelines as they are now. */
since extension_since(extension *self);

/* The server listens. Completes the start, and tells whether there is anything to serve. */
bool extension_listens(extension *self);

/* Whether it has to stop, and by when. */
bool extension_must_stop(extension *self, int64_t *by_ns);

/* The server is gone. error says why it never listened, or is NULL; it is dropped. */
void extension_ended(extension *self, ferrule_error *error);

#endif

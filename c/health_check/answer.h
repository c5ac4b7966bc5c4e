/* HTTP answers, as text that goes to the client as it is. */
#ifndef FERRULE_ANSWER_H
#define FERRULE_ANSWER_H

#include <time.h>

#include "config.h"
#include "request.h"
#include "text.h"

/* Since when the pipelines are up, on the wall and on the clock that only goes forward. */
typedef struct since {
  bool up;
  struct timespec wall;
  int64_t steady_ns;
} since;

/* Appends the answer to a request; returns its status. `close` says that it is the last one. */
int answer_request(text *to, const config *config, since since, const request *request, bool close);

/* Appends the answer to what is no request that can be answered; it is the last one. */
int answer_error(text *to, request_state state);

#endif

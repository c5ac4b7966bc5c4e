/* What the server's thread asks of its extension, and tells it. */
#include "alive.h"
#include "error.h"
#include "extension.h"
#include "host.h"

since extension_since(extension *self) {
  pthread_mutex_lock(&self->lock);
  since since = self->since;
  pthread_mutex_unlock(&self->lock);
  return since;
}

static void settle(ferrule_token token, int32_t code, ferrule_error *error) {
  atomic_fetch_sub(&alive.tokens, 1);
  host_complete(token, code, error);
}

bool extension_listens(extension *self) {
  pthread_mutex_lock(&self->lock);
  ferrule_token token = self->start_token;
  bool serves = self->phase == PHASE_STARTING && !self->cancelled;
  if (serves) {
    self->phase = PHASE_SERVING;
    self->start_token = 0;
  }
  pthread_mutex_unlock(&self->lock);
  if (serves) {
    settle(token, FERRULE_OK, NULL);
  }
  return serves;
}

bool extension_must_stop(extension *self, int64_t *by_ns) {
  pthread_mutex_lock(&self->lock);
  bool must = self->phase == PHASE_STOPPING;
  *by_ns = self->stop_by_ns;
  pthread_mutex_unlock(&self->lock);
  return must;
}

void extension_ended(extension *self, ferrule_error *error) {
  pthread_mutex_lock(&self->lock);
  ferrule_token started = self->start_token;
  ferrule_token stopped = self->stop_token;
  self->start_token = 0;
  self->stop_token = 0;
  self->phase = PHASE_STOPPED;
  pthread_mutex_unlock(&self->lock);
  if (started != 0) {
    ferrule_error stopped_early = error_empty();
    if (error == NULL) {
      (void)fail(&stopped_early, FERRULE_E_CANCELLED, "stopped before it listened");
      error = &stopped_early;
    }
    settle(started, error->code, error);
  }
  if (stopped != 0) {
    settle(stopped, FERRULE_OK, NULL);
  }
}

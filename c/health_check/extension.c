#include "extension.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "alive.h"
#include "error.h"
#include "heap.h"
#include "host.h"
#include "listen.h"
#include "server.h"
#include "slice.h"
#include "threads.h"

/* The type in configurations. Another one lets it be loaded beside the health_check in Rust. */
#ifndef HEALTH_CHECK_TYPE
#define HEALTH_CHECK_TYPE "health_check"
#endif

#define TARGET "health_check::extension"
#define SECOND INT64_C(1000000000)
/* How long requests that are being answered may take when the server stops. */
#define GRACE (SECOND / 2)

static int32_t default_config(ferrule_buf *out, ferrule_error *error) {
  return give_string(config_defaults, out, error);
}

static int32_t config_schema(ferrule_buf *out, ferrule_error *error) {
  return give_string(config_schema_json, out, error);
}

static int32_t validate(const ferrule_slice *config_json, ferrule_error *error) {
  config ignored;
  if (!slice_is_sound(config_json)) {
    return fail(error, FERRULE_E_ARG, "config_json is no slice");
  }
  int32_t code = config_read(*config_json, &ignored, error);
  if (code == FERRULE_OK) {
    config_free(&ignored);
  }
  return code;
}

static void free_extension(extension *self) {
  config_free(&self->config);
  heap_free((void *)(uintptr_t)self->config_json.ptr);
  for (int i = 0; i < 2; i++) {
    if (self->wake[i] != -1) {
      (void)close(self->wake[i]);
    }
  }
  pthread_mutex_destroy(&self->lock);
  heap_free(self);
}

/* Reads settings from a copy: they borrow from their text, and the host's is gone after create. */
static int32_t keep_config(extension *self, ferrule_slice json, ferrule_error *error) {
  uint8_t *copy = heap_new(json.len);
  if (copy == NULL) {
    return fail(error, FERRULE_E_NOMEM, "out of memory");
  }
  if (json.len > 0) {
    memcpy(copy, json.ptr, json.len);
  }
  self->config_json = (ferrule_slice){copy, json.len};
  return config_read(self->config_json, &self->config, error);
}

static int32_t create(const ferrule_create *args, void **handle, ferrule_error *error) {
  if (args == NULL || args->size < sizeof *args || handle == NULL ||
      !slice_is_sound(&args->config_json)) {
    return fail(error, FERRULE_E_ARG, "args is NULL or too short, or handle is NULL");
  }
  extension *self = heap_new(sizeof *self);
  if (self == NULL) {
    return fail(error, FERRULE_E_NOMEM, "out of memory");
  }
  pthread_mutex_init(&self->lock, NULL);
  self->self = args->self;
  self->wake[0] = self->wake[1] = -1;
  int32_t code = keep_config(self, args->config_json, error);
  if (code != FERRULE_OK) {
    free_extension(self);
    return code;
  }
  atomic_fetch_add(&alive.components, 1);
  *handle = self;
  return FERRULE_OK;
}

static void tell_start(const extension *self) {
  text fields = {0};
  text_format(&fields, "{\"config\":");
  text_add(&fields, self->config_json);
  text_format(&fields, "}");
  host_log(self->self, FERRULE_INFO, TARGET, slice_of("Starting health_check extension"),
           fields.failed ? no_slice : text_slice(&fields));
  text_free(&fields);
}

/* Opens the pipe and starts the server's thread. */
static int32_t start_server(extension *self, ferrule_error *error) {
  if (pipe(self->wake) != 0) {
    text why = {0};
    system_reason(errno, &why);
    int32_t code = fail(error, FERRULE_E_INTERNAL, "cannot open a pipe: %s", text_string(&why));
    self->wake[0] = self->wake[1] = -1;
    text_free(&why);
    return code;
  }
  if (!descriptor_set_up(self->wake[0]) || !descriptor_set_up(self->wake[1]) ||
      !thread_start(self, server_run, self)) {
    return fail(error, FERRULE_E_INTERNAL, "cannot start the server's thread");
  }
  return FERRULE_PENDING;
}

static int32_t start(void *handle, const ferrule_call *call, ferrule_token token,
                     ferrule_error *error) {
  extension *self = handle;
  (void)call;
  if (self == NULL || token == 0) {
    return fail(error, FERRULE_E_ARG, "handle is NULL, or there is no token");
  }
  pthread_mutex_lock(&self->lock);
  bool first = self->phase == PHASE_CREATED;
  if (first) {
    self->phase = PHASE_STARTING;
    self->start_token = token;
  }
  pthread_mutex_unlock(&self->lock);
  if (!first) {
    return fail(error, FERRULE_E_STATE, "start or shutdown was called before");
  }
  tell_start(self);
  atomic_fetch_add(&alive.tokens, 1);
  int32_t code = start_server(self, error);
  if (code != FERRULE_PENDING) {
    atomic_fetch_sub(&alive.tokens, 1);
    pthread_mutex_lock(&self->lock);
    self->phase = PHASE_STOPPED;
    self->start_token = 0;
    pthread_mutex_unlock(&self->lock);
  }
  return code;
}

/* Now, on both clocks. */
static since since_now(void) {
  since since = {.up = true, .steady_ns = clock_ns()};
  clock_gettime(CLOCK_REALTIME, &since.wall);
  return since;
}

static void set_since(extension *self, since since) {
  pthread_mutex_lock(&self->lock);
  self->since = since;
  pthread_mutex_unlock(&self->lock);
}

static int32_t notify(void *handle, const ferrule_event *event, ferrule_error *error) {
  extension *self = handle;
  if (self == NULL || event == NULL) {
    return fail(error, FERRULE_E_ARG, "handle or event is NULL");
  }
  pthread_mutex_lock(&self->lock);
  bool serving = self->phase == PHASE_SERVING;
  bool up = self->since.up;
  pthread_mutex_unlock(&self->lock);
  if (!serving) {
    return fail(error, FERRULE_E_STATE, "the component does not run");
  }
  if (event->kind == FERRULE_PIPELINES_READY) {
    if (!up) {
      set_since(self, since_now());
    }
    host_log(self->self, FERRULE_INFO, TARGET, slice_of("Health Check state change"),
             slice_of("{\"status\":\"ready\"}"));
  } else if (event->kind == FERRULE_PIPELINES_NOT_READY) {
    set_since(self, (since){0});
    host_log(self->self, FERRULE_INFO, TARGET, slice_of("Health Check state change"),
             slice_of("{\"status\":\"unavailable\"}"));
  }
  return FERRULE_OK;
}

static void wake(const extension *self) {
  /* If the pipe is full the server wakes anyway. */
  ssize_t ignored = write(self->wake[1], "", 1);
  (void)ignored;
}

static void cancel(void *handle, ferrule_token token) {
  extension *self = handle;
  if (self == NULL || token == 0) {
    return;
  }
  pthread_mutex_lock(&self->lock);
  bool stops = token == self->stop_token;
  if (stops) {
    self->stop_by_ns = 0;
  }
  self->cancelled |= token == self->start_token;
  pthread_mutex_unlock(&self->lock);
  if (stops) {
    wake(self);
  }
}

/* The time by which the server has to be gone. */
static int64_t stop_by(const ferrule_call *call) {
  bool limited = call != NULL && call->size >= sizeof *call && call->timeout_ns > 0;
  return clock_ns() + (limited && call->timeout_ns < GRACE ? call->timeout_ns : GRACE);
}

static int32_t shutdown_extension(void *handle, const ferrule_call *call, ferrule_token token,
                                  ferrule_error *error) {
  extension *self = handle;
  if (self == NULL || token == 0) {
    return fail(error, FERRULE_E_ARG, "handle is NULL, or there is no token");
  }
  pthread_mutex_lock(&self->lock);
  phase before = self->phase;
  bool serves = before == PHASE_STARTING || before == PHASE_SERVING;
  self->since = (since){0};
  if (serves) {
    self->phase = PHASE_STOPPING;
    self->stop_token = token;
    self->stop_by_ns = stop_by(call);
    atomic_fetch_add(&alive.tokens, 1);
  } else if (before == PHASE_CREATED) {
    self->phase = PHASE_STOPPED;
  }
  pthread_mutex_unlock(&self->lock);
  if (before == PHASE_STOPPING) {
    return fail(error, FERRULE_E_STATE, "a shutdown is under way");
  }
  if (!serves) {
    return FERRULE_OK;
  }
  wake(self);
  return FERRULE_PENDING;
}

static void destroy(void *handle) {
  extension *self = handle;
  if (self == NULL) {
    return;
  }
  /* The thread has completed its last token, so it has next to nothing left to do. */
  if (threads_join(self, SECOND) == 0) {
    free_extension(self);
  } else {
    host_log(self->self, FERRULE_WARN, TARGET,
             slice_of("the server's thread runs on; what it uses is left behind"), no_slice);
  }
  atomic_fetch_sub(&alive.components, 1);
}

const ferrule_component health_check_component = {
    .size = sizeof(ferrule_component),
    .kind = FERRULE_EXTENSION,
    .type_name = HEALTH_CHECK_TYPE,
    .stability = FERRULE_ALPHA,
    .default_config = default_config,
    .config_schema = config_schema,
    .validate = validate,
    .create = create,
    .start = start,
    .notify = notify,
    .cancel = cancel,
    .shutdown = shutdown_extension,
    .destroy = destroy,
};

#include "server.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "connection.h"
#include "error.h"
#include "extension.h"
#include "host.h"
#include "listen.h"
#include "requests.h"
#include "slice.h"
#include "threads.h"

#define TARGET "health_check::server"
#define MILLISECOND INT64_C(1000000)
/* More connections than this wait in the system's queue. */
#define MOST_CLIENTS 256
/* How long to wait after the system could not give a connection. */
#define RETRY (100 * MILLISECOND)

/* The places in the list of what is polled. */
enum { WAKE, LISTENER, CLIENTS };

typedef struct server {
  extension *extension;
  responder responder;
  request_counts counts;
  int listener;      /* -1 once it is closed */
  int64_t accept_at; /* not before that */
  bool starved;      /* the last time there was no connection to be had */
  bool closing;
  size_t n_clients;
  connection *clients[MOST_CLIENTS];
  struct pollfd polled[CLIENTS + MOST_CLIENTS];
} server;

static void answer(void *object, text *to, request_state state, const request *request,
                   bool close) {
  server *self = object;
  int status = state == REQUEST_WHOLE
                   ? answer_request(to, &self->extension->config, extension_since(self->extension),
                                    request, close)
                   : answer_error(to, state);
  request_counts_add(&self->counts, self->extension->self, status);
}

/* Whether only this connection could not be had: it is gone, or its network, or there is none. */
static bool is_over(int number) {
  switch (number) {
    case EAGAIN:
#if EWOULDBLOCK != EAGAIN
    case EWOULDBLOCK:
#endif
    case EINTR:
    case ECONNABORTED:
    case ECONNRESET:
    case EPERM:
    case EPROTO:
    case ENETDOWN:
    case ENETUNREACH:
    case EHOSTDOWN:
    case EHOSTUNREACH:
      return true;
    default:
      return false;
  }
}

/* Whether something has run out that may be there again. */
static bool has_run_out(int number) {
  switch (number) {
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
      return true;
    default:
      return false;
  }
}

static void accept_later(server *self, const char *why, int64_t now) {
  self->accept_at = now + RETRY;
  if (!self->starved) {
    ferrule_error error = error_empty();
    (void)fail(&error, FERRULE_E_BUSY, "cannot take a connection: %s", why);
    host_log(self->extension->self, FERRULE_WARN, TARGET,
             (ferrule_slice){error.message.ptr, error.message.len}, no_slice);
    host_report(self->extension->self, FERRULE_STATUS_RECOVERABLE_ERROR, &error);
  }
  self->starved = true;
}

static void close_listener(server *self) {
  if (self->listener != -1) {
    (void)close(self->listener);
    self->listener = -1;
  }
}

/* Accepting does not work any more, for a reason that nothing here can mend. */
static void give_up(server *self, const char *why) {
  ferrule_error error = error_empty();
  (void)fail(&error, FERRULE_E_INTERNAL, "cannot serve %.*s: %s",
             SLICE_ARGS(self->extension->config.endpoint_text), why);
  close_listener(self);
  host_report(self->extension->self, FERRULE_STATUS_FATAL_ERROR, &error);
}

static void cannot_accept(server *self, int number, int64_t now) {
  text why = {0};
  if (is_over(number)) {
    return;
  }
  system_reason(number, &why);
  if (has_run_out(number)) {
    accept_later(self, text_string(&why), now);
  } else {
    give_up(self, text_string(&why));
  }
  text_free(&why);
}

static void accept_client(server *self, int64_t now) {
  int descriptor = accept(self->listener, NULL, NULL);
  if (descriptor == -1) {
    cannot_accept(self, errno, now);
    return;
  }
  if (!descriptor_set_up(descriptor)) {
    (void)close(descriptor);
    return;
  }
  connection *client = connection_new(descriptor, &self->responder, now);
  if (client == NULL) {
    accept_later(self, "out of memory", now);
    return;
  }
  self->clients[self->n_clients++] = client;
  if (self->starved) {
    self->starved = false;
    host_report(self->extension->self, FERRULE_STATUS_OK, NULL);
  }
}

/* Fills the list of what is polled. Returns how long it may take, in milliseconds. */
static int prepare(server *self, int64_t now, int64_t until) {
  bool accepts = self->n_clients < MOST_CLIENTS && now >= self->accept_at;
  self->polled[WAKE] = (struct pollfd){.fd = self->extension->wake[0], .events = POLLIN};
  self->polled[LISTENER] = (struct pollfd){.fd = accepts ? self->listener : -1, .events = POLLIN};
  if (self->listener != -1 && now < self->accept_at && self->accept_at < until) {
    until = self->accept_at;
  }
  for (size_t i = 0; i < self->n_clients; i++) {
    const connection *client = self->clients[i];
    self->polled[CLIENTS + i] =
        (struct pollfd){.fd = connection_descriptor(client), .events = connection_events(client)};
    int64_t deadline = connection_deadline(client);
    until = deadline < until ? deadline : until;
  }
  if (until == INT64_MAX) {
    return -1;
  }
  int64_t wait = until <= now ? 0 : (until - now) / MILLISECOND + 1;
  return wait < INT_MAX ? (int)wait : INT_MAX;
}

static void step_clients(server *self, size_t n, int64_t now) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    connection *client = self->clients[i];
    if (connection_step(client, self->polled[CLIENTS + i].revents, &self->responder, self->closing,
                        now)) {
      self->clients[kept++] = client;
    } else {
      connection_free(client);
    }
  }
  self->n_clients = kept;
}

/* Nothing is known of any descriptor. */
static void forget_events(server *self) {
  for (size_t i = 0; i < sizeof self->polled / sizeof *self->polled; i++) {
    self->polled[i].revents = 0;
  }
}

static void empty_pipe(int descriptor) {
  char bytes[64];
  while (read(descriptor, bytes, sizeof bytes) > 0) {
  }
}

/* Serves until it has to stop and every answer under way has gone out, or the time is up. */
static void serve(server *self) {
  int64_t stop_by = INT64_MAX;
  while (true) {
    int64_t now = clock_ns();
    if (extension_must_stop(self->extension, &stop_by) && !self->closing) {
      self->closing = true;
      close_listener(self);
      forget_events(self);
      step_clients(self, self->n_clients, now);
    }
    if (self->closing && (self->n_clients == 0 || now >= stop_by)) {
      break;
    }
    int wait = prepare(self, now, self->closing ? stop_by : INT64_MAX);
    size_t polled = self->n_clients;
    if (poll(self->polled, CLIENTS + polled, wait) < 0) {
      /* Interrupted, or out of memory for a moment. */
      forget_events(self);
    }
    now = clock_ns();
    if (self->polled[WAKE].revents != 0) {
      empty_pipe(self->extension->wake[0]);
    }
    step_clients(self, polled, now);
    if (self->polled[LISTENER].revents != 0) {
      accept_client(self, now);
    }
  }
  if (self->n_clients > 0) {
    host_log(self->extension->self, FERRULE_DEBUG, TARGET,
             slice_of("closing connections whose requests have not ended"), no_slice);
  }
  for (size_t i = 0; i < self->n_clients; i++) {
    connection_free(self->clients[i]);
  }
}

static void tell_address(const extension *extension, int listener) {
  text fields = {0};
  text_format(&fields, "{\"address\":\"");
  listen_address(listener, &fields);
  text_format(&fields, "\"}");
  host_log(extension->self, FERRULE_DEBUG, TARGET, slice_of("serving health checks"),
           fields.failed ? no_slice : text_slice(&fields));
  text_free(&fields);
}

void server_run(void *argument) {
  extension *extension = argument;
  text why = {0};
  ferrule_error error = error_empty();
  int listener = listen_at(&extension->config.endpoint, &why);
  if (listener == -1) {
    (void)fail(&error, FERRULE_E_INTERNAL, "failed to bind to address %.*s: %s",
               SLICE_ARGS(extension->config.endpoint_text), text_string(&why));
    text_free(&why);
    extension_ended(extension, &error);
    return;
  }
  tell_address(extension, listener);
  server self = {
      .extension = extension,
      .listener = listener,
      .responder = {.answer = answer,
                    .read_timeout_ns = extension->config.read_header_timeout_ns,
                    .keep_alives = extension->config.keep_alives},
  };
  self.responder.object = &self;
  if (extension_listens(extension)) {
    serve(&self);
  }
  close_listener(&self);
  extension_ended(extension, NULL);
}

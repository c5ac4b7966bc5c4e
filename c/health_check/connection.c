#include "connection.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "heap.h"

#define SECOND INT64_C(1000000000)
/* No connection lives longer, so that a client that does not read cannot hold one for ever. */
#define LONGEST_LIFE (300 * SECOND)
/* How long a client may go on sending after the last answer: closing at once might lose that. */
#define LINGER (SECOND / 2)

typedef enum phase { READING, WRITING, LINGERING } phase;

struct connection {
  int descriptor;
  phase phase;
  bool last; /* the answer that is written is the last one */
  int64_t end_of_life;
  int64_t deadline;
  text out;
  size_t sent;
  size_t length;
  char bytes[REQUEST_MAX_BYTES]; /* what came and is not answered */
};

static void read_next(connection *self, const responder *responder, int64_t now) {
  int64_t limit = responder->read_timeout_ns;
  self->phase = READING;
  self->deadline = self->end_of_life;
  if (limit > 0 && limit < self->end_of_life - now) {
    self->deadline = now + limit;
  }
}

connection *connection_new(int descriptor, const responder *responder, int64_t now) {
  connection *self = heap_new(sizeof *self);
  if (self == NULL) {
    (void)close(descriptor);
    return NULL;
  }
  self->descriptor = descriptor;
  self->end_of_life = now + LONGEST_LIFE;
  read_next(self, responder, now);
  return self;
}

void connection_free(connection *self) {
  (void)close(self->descriptor);
  text_free(&self->out);
  heap_free(self);
}

int connection_descriptor(const connection *self) { return self->descriptor; }

short connection_events(const connection *self) {
  return self->phase == WRITING ? POLLOUT : POLLIN;
}

int64_t connection_deadline(const connection *self) { return self->deadline; }

/* Reads what is there. False at the end, or if that fails. */
static bool fill(connection *self) {
  ssize_t n =
      recv(self->descriptor, self->bytes + self->length, sizeof self->bytes - self->length, 0);
  if (n > 0) {
    self->length += (size_t)n;
    return true;
  }
  return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

/* Writes what fits. False if that fails. */
static bool drain(connection *self) {
  while (self->sent < self->out.length) {
    ssize_t n = send(self->descriptor, self->out.bytes + self->sent, self->out.length - self->sent,
                     MSG_NOSIGNAL);
    if (n < 0) {
      return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
    }
    self->sent += (size_t)n;
  }
  return true;
}

/* Answers what came, if it is a whole request or none at all. False if it is too early for that. */
static bool answer(connection *self, const responder *responder, bool closing) {
  request request = {0};
  request_state state = request_parse(self->bytes, self->length, &request);
  if (state == REQUEST_PARTIAL) {
    return false;
  }
  self->last = state != REQUEST_WHOLE || !request.keep_alive || !responder->keep_alives || closing;
  responder->answer(responder->object, &self->out, state, &request, self->last);
  self->length -= request.length;
  memmove(self->bytes, self->bytes + request.length, self->length);
  self->phase = WRITING;
  self->deadline = self->end_of_life;
  return true;
}

/* The answer has gone out. False if the connection is over. */
static bool finish(connection *self, const responder *responder, int64_t now) {
  text_free(&self->out);
  self->sent = 0;
  if (!self->last) {
    read_next(self, responder, now);
    return true;
  }
  self->phase = LINGERING;
  self->deadline = now + LINGER;
  return shutdown(self->descriptor, SHUT_WR) == 0;
}

/* Answers and writes for as long as it goes on without waiting. */
static bool advance(connection *self, const responder *responder, bool closing, int64_t now) {
  while (true) {
    if (self->phase == READING && !answer(self, responder, closing)) {
      return !closing;
    }
    if (self->phase == LINGERING) {
      return !closing;
    }
    if (self->out.failed || !drain(self)) {
      return false;
    }
    if (self->sent < self->out.length) {
      return true;
    }
    if (!finish(self, responder, now)) {
      return false;
    }
  }
}

bool connection_step(connection *self, short events, const responder *responder, bool closing,
                     int64_t now) {
  bool readable = (events & (POLLIN | POLLHUP)) != 0;
  if ((events & (POLLERR | POLLNVAL)) != 0 || now >= self->deadline) {
    return false;
  }
  if (self->phase == LINGERING) {
    self->length = 0;
    return !closing && (!readable || fill(self));
  }
  if (self->phase == READING && readable && !fill(self)) {
    return false;
  }
  return advance(self, responder, closing, now);
}

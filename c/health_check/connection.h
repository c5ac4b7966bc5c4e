/* One client of the server. Used by the server's thread alone. */
#ifndef FERRULE_CONNECTION_H
#define FERRULE_CONNECTION_H

#include <stdint.h>

#include "request.h"
#include "text.h"

/* What the server does with a request. Appends the answer to `to`. */
typedef struct responder {
  void *object;
  void (*answer)(void *object, text *to, request_state state, const request *request, bool close);
  int64_t
      read_timeout_ns; /* for the head of a request, and between requests; 0 or less: no limit */
  bool keep_alives;
} responder;

typedef struct connection connection;

/* Takes over a descriptor, which does not block. NULL if there is no memory; it is closed then. */
connection *connection_new(int descriptor, const responder *responder, int64_t now_ns);

/* Closes and frees it. */
void connection_free(connection *connection);

/* What poll has to look for, and when the connection wants to be looked at in any case. */
int connection_descriptor(const connection *connection);
short connection_events(const connection *connection);
int64_t connection_deadline(const connection *connection);

/*
 * Does what can be done without waiting. False if the connection is over, to be freed. While the
 * server is closing, a request that is not whole is no reason to wait.
 */
bool connection_step(connection *connection, short events, const responder *responder, bool closing,
                     int64_t now_ns);

#endif

/* The head of an HTTP/1 request, RFC 9112. */
#ifndef FERRULE_REQUEST_H
#define FERRULE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "ferrule_plugin.h"

/* A head is at most so long, and has at most so many header lines. */
#define REQUEST_MAX_BYTES 8192
#define REQUEST_MAX_HEADERS 100

typedef enum request_state {
  REQUEST_PARTIAL, /* more bytes are needed */
  REQUEST_WHOLE,
  REQUEST_BAD,       /* answer 400 and close */
  REQUEST_TOO_LARGE, /* answer 431 and close */
  REQUEST_VERSION    /* answer 505 and close */
} request_state;

/* Borrows from the bytes that were parsed. */
typedef struct request {
  size_t length;      /* of the head, with the empty line */
  ferrule_slice path; /* of the target, without the query */
  bool is_head;       /* the method is HEAD */
  bool keep_alive;    /* the client wants to go on, and sends no body */
} request;

/* Looks at the bytes that came so far. *out is set if they begin with a whole head. */
request_state request_parse(const char *bytes, size_t length, request *out);

#endif

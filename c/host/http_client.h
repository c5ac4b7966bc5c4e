/* A client that says what it is told to, for the tests of servers. */
#ifndef FERRULE_HTTP_CLIENT_H
#define FERRULE_HTTP_CLIENT_H

#include <stdbool.h>

#include "text.h"

typedef struct http_client {
  int descriptor; /* -1: there is no connection */
  text received;
  size_t answered; /* how much of that was taken as answers */
} http_client;

/* One answer. Texts are for text_free. */
typedef struct http_answer {
  int status; /* 0: none came */
  text head;
  text body;
} http_answer;

/* Connects to "host:port" with numbers. */
http_client http_connect(const char *address);

/* Sends text as it is. */
void http_send(http_client *client, const char *text);

/* Reads an answer; `with_body` unless it is one to HEAD. */
http_answer http_receive(http_client *client, bool with_body);

/* Sends "METHOD path HTTP/1.1" with a host, and reads the answer. */
http_answer http_request(http_client *client, const char *method, const char *path);

/* The value of a header, "" if there is none; at most 128 bytes, until the next call. */
const char *http_header(const http_answer *answer, const char *name);

/* Frees an answer. */
void http_free(http_answer *answer);

/* Whether the other side closes, after whatever it still sends. */
bool http_is_closed(http_client *client);

/* Whether nothing comes for some milliseconds. */
bool http_is_silent(http_client *client, int ms);

/* Closes. */
void http_close(http_client *client);

#endif

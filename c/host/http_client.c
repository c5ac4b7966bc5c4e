#include "http_client.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "slice.h"

#define PATIENCE_MS 10000

static int connect_to(const struct sockaddr *address, socklen_t length) {
  int descriptor = socket(address->sa_family, SOCK_STREAM, 0);
  if (descriptor != -1 && connect(descriptor, address, length) != 0) {
    (void)close(descriptor);
    descriptor = -1;
  }
  return descriptor;
}

http_client http_connect(const char *address) {
  http_client client = {.descriptor = -1};
  char host[64];
  const char *colon = strrchr(address, ':');
  size_t length = colon == NULL ? 0 : (size_t)(colon - address);
  if (length == 0 || length >= sizeof host) {
    return client;
  }
  uint16_t port = htons((uint16_t)atoi(colon + 1));
  bool is6 = address[0] == '[';
  snprintf(host, sizeof host, "%.*s", (int)(is6 ? length - 2 : length), address + is6);
  struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = port};
  struct sockaddr_in6 in6 = {.sin6_family = AF_INET6, .sin6_port = port};
  if (is6 && inet_pton(AF_INET6, host, &in6.sin6_addr) == 1) {
    client.descriptor = connect_to((struct sockaddr *)&in6, sizeof in6);
  } else if (!is6 && inet_pton(AF_INET, host, &in.sin_addr) == 1) {
    client.descriptor = connect_to((struct sockaddr *)&in, sizeof in);
  }
  return client;
}

void http_send(http_client *client, const char *text) {
  size_t length = strlen(text);
  while (length > 0) {
    ssize_t n = send(client->descriptor, text, length, MSG_NOSIGNAL);
    if (n <= 0) {
      return;
    }
    text += n;
    length -= (size_t)n;
  }
}

/* Reads some. False at the end, or if nothing comes. */
static bool read_more(http_client *client, int patience_ms) {
  struct pollfd polled = {.fd = client->descriptor, .events = POLLIN};
  char bytes[4096];
  if (poll(&polled, 1, patience_ms) <= 0) {
    return false;
  }
  ssize_t n = recv(client->descriptor, bytes, sizeof bytes, 0);
  if (n <= 0) {
    return false;
  }
  text_add(&client->received, (ferrule_slice){(const uint8_t *)bytes, (uint64_t)n});
  return true;
}

const char *http_header(const http_answer *answer, const char *name) {
  static char value[128];
  size_t length = strlen(name);
  const char *line = answer->head.bytes == NULL ? NULL : strstr(answer->head.bytes, "\r\n");
  value[0] = '\0';
  for (; line != NULL; line = strstr(line + 2, "\r\n")) {
    if (strncasecmp(line + 2, name, length) == 0 && line[2 + length] == ':') {
      sscanf(line + 2 + length + 1, " %127[^\r]", value);
      break;
    }
  }
  return value;
}

http_answer http_receive(http_client *client, bool with_body) {
  http_answer answer = {0};
  const char *end = NULL;
  do {
    const char *begin =
        text_string(&client->received) + (client->received.length == 0 ? 0 : client->answered);
    end = strstr(begin, "\r\n\r\n");
  } while (end == NULL && read_more(client, PATIENCE_MS));
  if (end == NULL) {
    return answer;
  }
  const char *begin = client->received.bytes + client->answered;
  text_add(&answer.head, slice_between(begin, end + 4));
  client->answered += (size_t)(end + 4 - begin);
  (void)sscanf(answer.head.bytes, "HTTP/1.1 %d", &answer.status);
  size_t length = with_body ? strtoul(http_header(&answer, "content-length"), NULL, 10) : 0;
  while (client->received.length - client->answered < length && read_more(client, PATIENCE_MS)) {
  }
  if (client->received.length - client->answered >= length) {
    begin = client->received.bytes + client->answered;
    text_add(&answer.body, slice_between(begin, begin + length));
    client->answered += length;
  }
  return answer;
}

http_answer http_request(http_client *client, const char *method, const char *path) {
  char head[512];
  snprintf(head, sizeof head, "%s %s HTTP/1.1\r\nHost: localhost\r\n\r\n", method, path);
  http_send(client, head);
  return http_receive(client, strcmp(method, "HEAD") != 0);
}

void http_free(http_answer *answer) {
  text_free(&answer->head);
  text_free(&answer->body);
}

bool http_is_closed(http_client *client) {
  struct pollfd polled = {.fd = client->descriptor, .events = POLLIN};
  while (read_more(client, PATIENCE_MS)) {
  }
  return poll(&polled, 1, 0) == 1;
}

bool http_is_silent(http_client *client, int ms) {
  struct pollfd polled = {.fd = client->descriptor, .events = POLLIN};
  return poll(&polled, 1, ms) == 0;
}

void http_close(http_client *client) {
  if (client->descriptor != -1) {
    (void)close(client->descriptor);
  }
  text_free(&client->received);
  client->descriptor = -1;
}

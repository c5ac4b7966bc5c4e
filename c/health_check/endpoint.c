#include "endpoint.h"

#include <arpa/inet.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "slice.h"

/* Where the sentence about what is wrong goes. */
typedef struct reason {
  char *text;
  size_t capacity;
} reason;

__attribute__((format(printf, 2, 3))) static bool refuse(reason why, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(why.text, why.capacity, format, arguments);
  va_end(arguments);
  return false;
}

static bool take_host(ferrule_slice text, ferrule_slice host, endpoint *out, reason why) {
  if (host.len >= sizeof out->host) {
    return refuse(why, "`%.*s` is too long a host", SLICE_ARGS(host));
  }
  for (uint64_t i = 0; i < host.len; i++) {
    if (host.ptr[i] <= ' ' || host.ptr[i] == 0x7f || strchr("[]/@", host.ptr[i]) != NULL) {
      return refuse(why, "`%.*s` has a character that is not allowed in a host", SLICE_ARGS(text));
    }
  }
  memcpy(out->host, host.ptr, host.len);
  out->host[host.len] = '\0';
  return true;
}

static bool take_port(ferrule_slice port, endpoint *out, reason why) {
  uint32_t number = 0;
  bool good = port.len > 0 && port.len < 20;
  for (uint64_t i = 0; good && i < port.len; i++) {
    number = number * 10 + (uint32_t)(port.ptr[i] - '0');
    good = port.ptr[i] >= '0' && port.ptr[i] <= '9' && number <= UINT16_MAX;
  }
  out->port = (uint16_t)number;
  return good || refuse(why, "`%.*s` is not a port number", SLICE_ARGS(port));
}

static bool take_bracketed(ferrule_slice text, endpoint *out, reason why) {
  const char *begin = (const char *)text.ptr;
  const char *end = begin + text.len;
  const char *close = memchr(begin, ']', text.len);
  struct in6_addr ignored;
  if (close == NULL) {
    return refuse(why, "`%.*s` has no closing bracket", SLICE_ARGS(text));
  }
  if (close + 1 == end || close[1] != ':') {
    return refuse(why, "`%.*s` has no port", SLICE_ARGS(text));
  }
  ferrule_slice host = slice_between(begin + 1, close);
  if (!take_host(text, host, out, why)) {
    return false;
  }
  if (inet_pton(AF_INET6, out->host, &ignored) != 1) {
    return refuse(why, "`%s` is not an IPv6 address", out->host);
  }
  return take_port(slice_between(close + 2, end), out, why);
}

bool endpoint_parse(ferrule_slice text, endpoint *out, char *why, size_t capacity) {
  reason reason = {why, capacity};
  const char *begin = (const char *)text.ptr;
  const char *end = begin + text.len;
  if (text.len == 0) {
    return refuse(reason, "the endpoint is empty");
  }
  if (*begin == '[') {
    return take_bracketed(text, out, reason);
  }
  const char *colon = memchr(begin, ':', text.len);
  if (colon == NULL) {
    return refuse(reason, "`%.*s` has no port", SLICE_ARGS(text));
  }
  if (memchr(colon + 1, ':', (size_t)(end - colon - 1)) != NULL) {
    return refuse(reason, "`%.*s` has too many colons; put an IPv6 address in brackets",
                  SLICE_ARGS(text));
  }
  return take_host(text, slice_between(begin, colon), out, reason) &&
         take_port(slice_between(colon + 1, end), out, reason);
}

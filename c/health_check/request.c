#include "request.h"

#include <string.h>

#include "slice.h"

/* What the header lines say, as far as it matters here. */
typedef struct facts {
  int headers;
  int hosts;
  bool has_length, has_encoding; /* of a body */
  uint64_t length;
  bool close;
} facts;

/* A line, without its end, and where the next one begins; false if it has not ended. */
static bool take_line(const char **at, const char *end, ferrule_slice *line) {
  const char *newline = memchr(*at, '\n', (size_t)(end - *at));
  if (newline == NULL) {
    return false;
  }
  bool cr = newline > *at && newline[-1] == '\r';
  *line = slice_between(*at, newline - cr);
  *at = newline + 1;
  return true;
}

static bool is_token(ferrule_slice text) {
  static const char others[] = "!#$%&'*+-.^_`|~";
  for (uint64_t i = 0; i < text.len; i++) {
    uint8_t c = text.ptr[i];
    bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    if (!letter && !(c >= '0' && c <= '9') && (c == 0 || strchr(others, c) == NULL)) {
      return false;
    }
  }
  return text.len > 0;
}

static ferrule_slice trimmed(ferrule_slice text) {
  while (text.len > 0 && (*text.ptr == ' ' || *text.ptr == '\t')) {
    text.ptr++;
    text.len--;
  }
  while (text.len > 0 && (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '\t')) {
    text.len--;
  }
  return text;
}

/* What is before a byte, which `text` then begins behind; all of it if there is no such byte. */
static ferrule_slice take_until(ferrule_slice *text, char byte) {
  const char *begin = (const char *)text->ptr;
  const char *end = begin + text->len;
  const char *found = text->len == 0 ? NULL : memchr(begin, byte, text->len);
  ferrule_slice part = slice_between(begin, found == NULL ? end : found);
  *text = found == NULL ? no_slice : slice_between(found + 1, end);
  return part;
}

/* The path of a target: "/path?query", or "http://host/path?query". */
static ferrule_slice path_of(ferrule_slice target) {
  ferrule_slice path = take_until(&target, '?');
  const char *begin = (const char *)path.ptr;
  const char *end = begin + path.len;
  const char *colon = memchr(begin, ':', path.len);
  if (*begin == '/' || colon == NULL || end - colon < 3 || memcmp(colon, "://", 3) != 0) {
    return path;
  }
  const char *slash = memchr(colon + 3, '/', (size_t)(end - colon - 3));
  return slash == NULL ? slice_of("/") : slice_between(slash, end);
}

static bool is_target(ferrule_slice target) {
  for (uint64_t i = 0; i < target.len; i++) {
    if (target.ptr[i] <= ' ' || target.ptr[i] == 0x7f) {
      return false;
    }
  }
  return target.len > 0;
}

/* "HTTP/1.1" and its kin: *minor is the digit behind 1. */
static request_state parse_version(ferrule_slice version, int *minor) {
  const uint8_t *v = version.ptr;
  bool digits = version.len == 8 && memcmp(v, "HTTP/", 5) == 0 && v[5] >= '0' && v[5] <= '9' &&
                v[6] == '.' && v[7] >= '0' && v[7] <= '9';
  if (!digits) {
    return REQUEST_BAD;
  }
  *minor = v[7] - '0';
  return v[5] == '1' ? REQUEST_WHOLE : REQUEST_VERSION;
}

static request_state parse_request_line(ferrule_slice line, request *out, int *minor) {
  ferrule_slice method = take_until(&line, ' ');
  ferrule_slice target = take_until(&line, ' ');
  if (!is_token(method) || !is_target(target)) {
    return REQUEST_BAD;
  }
  out->is_head = slice_is(method, "HEAD");
  out->path = path_of(target);
  return parse_version(line, minor);
}

/* Digits, or the same digits over and over with commas between. */
static bool parse_length(ferrule_slice value, facts *facts) {
  while (value.len > 0) {
    ferrule_slice part = trimmed(take_until(&value, ','));
    uint64_t length = 0;
    for (uint64_t i = 0; i < part.len; i++) {
      if (part.ptr[i] < '0' || part.ptr[i] > '9' || part.len > 18) {
        return false;
      }
      length = length * 10 + (uint64_t)(part.ptr[i] - '0');
    }
    if (part.len == 0 || (facts->has_length && facts->length != length)) {
      return false;
    }
    facts->has_length = true;
    facts->length = length;
  }
  return facts->has_length;
}

static bool parse_header(ferrule_slice line, facts *facts) {
  ferrule_slice value = line;
  ferrule_slice name = take_until(&value, ':');
  if (name.len == line.len || !is_token(name)) {
    return false;
  }
  value = trimmed(value);
  for (uint64_t i = 0; i < value.len; i++) {
    if ((value.ptr[i] < ' ' && value.ptr[i] != '\t') || value.ptr[i] == 0x7f) {
      return false;
    }
  }
  if (slice_is_word(name, "host")) {
    facts->hosts++;
  } else if (slice_is_word(name, "content-length")) {
    return parse_length(value, facts);
  } else if (slice_is_word(name, "transfer-encoding")) {
    facts->has_encoding = true;
  } else if (slice_is_word(name, "connection")) {
    while (value.len > 0) {
      facts->close |= slice_is_word(trimmed(take_until(&value, ',')), "close");
    }
  }
  return true;
}

/* The empty line that ends a head has been seen. */
static request_state judge(const facts *facts, int minor, request *out) {
  bool ambiguous = facts->has_length && facts->has_encoding;
  if (ambiguous || facts->hosts > 1 || (facts->hosts == 0 && minor > 0)) {
    return REQUEST_BAD;
  }
  bool body = facts->has_encoding || facts->length > 0;
  out->keep_alive = minor > 0 && !facts->close && !body;
  return REQUEST_WHOLE;
}

request_state request_parse(const char *bytes, size_t length, request *out) {
  const char *at = bytes;
  const char *end = bytes + length;
  const request_state unfinished =
      length >= REQUEST_MAX_BYTES ? REQUEST_TOO_LARGE : REQUEST_PARTIAL;
  facts facts = {0};
  int minor = 0;
  ferrule_slice line;
  do {
    if (!take_line(&at, end, &line)) {
      return unfinished;
    }
  } while (line.len == 0);
  request_state state = parse_request_line(line, out, &minor);
  while (state == REQUEST_WHOLE) {
    if (!take_line(&at, end, &line)) {
      return unfinished;
    }
    if (line.len == 0) {
      out->length = (size_t)(at - bytes);
      return judge(&facts, minor, out);
    }
    if (++facts.headers > REQUEST_MAX_HEADERS) {
      return REQUEST_TOO_LARGE;
    }
    if (!parse_header(line, &facts)) {
      return REQUEST_BAD;
    }
  }
  return state;
}

/* Feeds the parsers with texts that are nearly right, from one seed. */
#include <stdlib.h>
#include <string.h>

#include "../health_check/duration.h"
#include "../health_check/endpoint.h"
#include "../health_check/request.h"
#include "../host/check.h"
#include "json.h"
#include "parts.h"
#include "slice.h"
#include "text.h"

#define ROUNDS 20000
#define MOST_BYTES 512

static uint64_t state;

/* splitmix64 */
static uint64_t next(void) {
  uint64_t z = state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

static size_t below(size_t n) { return n == 0 ? 0 : (size_t)(next() % n); }

static const char *const jsons[] = {
    "{\"endpoint\":\"localhost:13133\",\"a\":[1,-2.5e3,true,null],\"b\":{\"c\":\"\\u00e9\\n\"}}",
    "[[[[]]],{},{\"\":\"\"},\"\\ud83d\\ude00\",-9223372036854775808]",
    "\"plain text with \xc3\xa9 and \xf0\x9f\x98\x80\"", "-12.75E+10"};
static const char *const requests[] = {
    "GET /health?x=y HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n",
    "POST http://a/b HTTP/1.1\r\nHost: a\r\nContent-Length: 12, 12\r\nX:\r\n\r\nhello",
    "\r\nHEAD * HTTP/1.0\nTransfer-Encoding: chunked\n\n"};
static const char *const durations[] = {"1h15m30.918273645s", "-1.5h", "2\xc2\xb5s3ms", "0"};
static const char *const endpoints[] = {"localhost:13133", "[::1]:80", ":0", "0.0.0.0:65535"};

/* Some bytes of a text are other ones, are twice there, or gone. Ends where its memory ends. */
static ferrule_slice mutate(const char *text) {
  static const char favourites[] = "\"\\{}[],:\r\n \t\0/0-.eu\xff\xc3";
  size_t length = strlen(text);
  char bytes[MOST_BYTES];
  memcpy(bytes, text, length);
  for (size_t n = below(5); n > 0 && length > 0 && length < MOST_BYTES / 2; n--) {
    size_t at = below(length);
    size_t part = below(length - at) + 1;
    switch (below(4)) {
      case 0:
        bytes[at] = (char)next();
        break;
      case 1:
        bytes[at] = favourites[below(sizeof favourites)];
        break;
      case 2:
        memmove(bytes + at + part, bytes + at, length - at);
        length += part;
        break;
      default:
        memmove(bytes + at, bytes + at + part, length - at - part);
        length -= part;
    }
  }
  uint8_t *copy = malloc(length + (length == 0));
  if (copy == NULL) {
    abort();
  }
  memcpy(copy, bytes, length);
  return (ferrule_slice){copy, length};
}

static void release(ferrule_slice slice) { free((void *)(uintptr_t)slice.ptr); }

static void write_json(text *to, const json_value *value) {
  bool object = value->type == JSON_OBJECT;
  if (value->type == JSON_STRING) {
    text_add_json_string(to, value->text);
  } else if (!object && value->type != JSON_ARRAY) {
    text_add(to, value->source);
  } else {
    text_format(to, "%c", object ? '{' : '[');
    for (const json_value *it = value->first; it != NULL; it = it->next) {
      text_format(to, "%s", it == value->first ? "" : ",");
      if (object) {
        text_add_json_string(to, it->key);
        text_format(to, ":");
      }
      write_json(to, it);
    }
    text_format(to, "%c", object ? '}' : ']');
  }
}

/* What can be parsed is the same after it was written and parsed again. */
static void fuzz_json(ferrule_slice input) {
  const json_value *tree = NULL;
  const json_value *again = NULL;
  text first = {0};
  text second = {0};
  if (json_parse(input, &tree, NULL) != FERRULE_OK) {
    return;
  }
  write_json(&first, tree);
  if (check(json_parse(text_slice(&first), &again, NULL) == FERRULE_OK, "%s is JSON",
            text_string(&first))) {
    write_json(&second, again);
    check(strcmp(text_string(&first), text_string(&second)) == 0, "%s is %s", text_string(&first),
          text_string(&second));
  }
  json_free(tree);
  json_free(again);
  text_free(&first);
  text_free(&second);
}

/* A request is the same whatever comes behind it, and is none before its last byte. */
static void fuzz_request(ferrule_slice input) {
  const char *bytes = (const char *)input.ptr;
  request whole = {0};
  request part = {0};
  if (request_parse(bytes, input.len, &whole) != REQUEST_WHOLE) {
    return;
  }
  check(whole.length > 0 && whole.length <= input.len, "a head is within its bytes");
  check(whole.path.ptr >= input.ptr || slice_is(whole.path, "/"), "and so is its path");
  check(request_parse(bytes, whole.length, &part) == REQUEST_WHOLE && part.length == whole.length,
        "a head ends where it ends");
  check(request_parse(bytes, below(whole.length), &part) == REQUEST_PARTIAL, "and not before");
}

/* A duration is the same after it was written and read again. */
static void fuzz_duration(ferrule_slice input) {
  int64_t ns;
  int64_t again;
  if (duration_parse(input, &ns)) {
    text text = {0};
    duration_format(&text, ns);
    check(duration_parse(text_slice(&text), &again) && again == ns, "%s", text_string(&text));
    text_free(&text);
  }
}

static void fuzz_endpoint(ferrule_slice input) {
  endpoint endpoint;
  char why[64];
  if (!endpoint_parse(input, &endpoint, why, sizeof why)) {
    check(strlen(why) > 0, "there is a reason");
  }
}

void fuzz_parsers(uint64_t seed) {
  static const struct {
    const char *const *corpus;
    size_t n;
    void (*feed)(ferrule_slice);
  } parsers[] = {{jsons, sizeof jsons / sizeof *jsons, fuzz_json},
                 {requests, sizeof requests / sizeof *requests, fuzz_request},
                 {durations, sizeof durations / sizeof *durations, fuzz_duration},
                 {endpoints, sizeof endpoints / sizeof *endpoints, fuzz_endpoint}};
  state = seed;
  for (int round = 0; round < ROUNDS; round++) {
    for (size_t i = 0; i < sizeof parsers / sizeof *parsers; i++) {
      ferrule_slice input = mutate(parsers[i].corpus[below(parsers[i].n)]);
      parsers[i].feed(input);
      release(input);
    }
  }
}

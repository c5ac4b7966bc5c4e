#include "json.h"

#include <string.h>

#include "error.h"
#include "heap.h"
#include "slice.h"
#include "utf8.h"

#define MAX_DEPTH 64

/*
 * A text is walked twice by the same code: first to check it and to find out how much there is,
 * then to fill one block of that size.
 */
typedef struct parser {
  const char *begin, *at, *end;
  const char *why; /* not NULL once it failed */
  int depth;
  json_value *values; /* NULL in the first walk */
  size_t n_values;
  char *chars; /* likewise */
  size_t n_chars;
  json_value scratch; /* stands for every value in the first walk */
} parser;

static bool parse_value(parser *p, json_value *out);

static bool broken(parser *p, const char *why) {
  p->why = why;
  return false;
}

static void skip_blanks(parser *p) {
  while (p->at < p->end && (*p->at == ' ' || *p->at == '\t' || *p->at == '\r' || *p->at == '\n')) {
    p->at++;
  }
}

static bool takes(parser *p, char c) {
  if (p->at < p->end && *p->at == c) {
    p->at++;
    return true;
  }
  return false;
}

static json_value *new_value(parser *p) {
  size_t index = p->n_values++;
  return p->values == NULL ? &p->scratch : &p->values[index];
}

static void put(parser *p, const char *bytes, size_t length) {
  if (p->chars != NULL) {
    memcpy(p->chars + p->n_chars, bytes, length);
  }
  p->n_chars += length;
}

static bool parse_hex(parser *p, uint32_t *out) {
  *out = 0;
  for (int i = 0; i < 4; i++, p->at++) {
    char c = p->at < p->end ? *p->at : '\0';
    uint32_t digit;
    if (c >= '0' && c <= '9') {
      digit = (uint32_t)(c - '0');
    } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
      digit = (uint32_t)((c | 0x20) - 'a' + 10);
    } else {
      return broken(p, "bad \\u escape");
    }
    *out = *out << 4 | digit;
  }
  return true;
}

static bool parse_unicode_escape(parser *p) {
  uint32_t character;
  uint32_t low;
  char bytes[4];
  if (!parse_hex(p, &character)) {
    return false;
  }
  if (character >= 0xD800 && character < 0xE000) {
    bool high = character < 0xDC00;
    if (!high || !takes(p, '\\') || !takes(p, 'u') || !parse_hex(p, &low) || low < 0xDC00 ||
        low >= 0xE000) {
      return broken(p, "lone surrogate");
    }
    character = 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00);
  }
  put(p, bytes, utf8_write(character, bytes));
  return true;
}

static bool parse_escape(parser *p) {
  static const char names[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  if (takes(p, 'u')) {
    return parse_unicode_escape(p);
  }
  const char *name = p->at < p->end && *p->at != '\0' ? strchr(names, *p->at) : NULL;
  if (name == NULL) {
    return broken(p, "bad escape");
  }
  p->at++;
  put(p, &meanings[name - names], 1);
  return true;
}

static bool parse_string(parser *p, ferrule_slice *out) {
  if (!takes(p, '"')) {
    return broken(p, "expected a string");
  }
  size_t from = p->n_chars;
  while (!takes(p, '"')) {
    if (takes(p, '\\')) {
      if (!parse_escape(p)) {
        return false;
      }
      continue;
    }
    size_t length = utf8_length(p->at, p->end);
    if (length == 0) {
      return broken(p, p->at == p->end ? "unfinished string" : "not UTF-8");
    }
    if ((unsigned char)*p->at < 0x20) {
      return broken(p, "control character in a string");
    }
    put(p, p->at, length);
    p->at += length;
  }
  if (p->chars != NULL) {
    *out = slice_between(p->chars + from, p->chars + p->n_chars);
  }
  return true;
}

static bool takes_digits(parser *p) {
  const char *from = p->at;
  while (p->at < p->end && *p->at >= '0' && *p->at <= '9') {
    p->at++;
  }
  return p->at > from;
}

/* The value of digits with a sign; false if it does not fit. */
static bool to_integer(const char *from, const char *to, int64_t *out) {
  bool negative = *from == '-';
  int64_t value = 0;
  for (const char *at = from + negative; at < to; at++) {
    int64_t digit = negative ? '0' - *at : *at - '0';
    if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, digit, &value)) {
      return false;
    }
  }
  *out = value;
  return true;
}

static bool parse_number(parser *p, json_value *out) {
  const char *from = p->at;
  bool whole = true;
  (void)takes(p, '-');
  if (!takes(p, '0') && !takes_digits(p)) {
    return broken(p, "bad number");
  }
  if (takes(p, '.')) {
    whole = false;
    if (!takes_digits(p)) {
      return broken(p, "bad number");
    }
  }
  if (takes(p, 'e') || takes(p, 'E')) {
    whole = false;
    if (!takes(p, '+')) {
      (void)takes(p, '-');
    }
    if (!takes_digits(p)) {
      return broken(p, "bad number");
    }
  }
  out->type = whole && to_integer(from, p->at, &out->integer) ? JSON_INTEGER : JSON_NUMBER;
  return true;
}

static bool parse_word(parser *p, const char *word, json_value *out, json_type type) {
  size_t length = strlen(word);
  if ((size_t)(p->end - p->at) < length || memcmp(p->at, word, length) != 0) {
    return broken(p, "expected a value");
  }
  p->at += length;
  out->type = type;
  out->truth = *word == 't';
  return true;
}

/* One element or member. */
static bool parse_part(parser *p, bool of_object, json_value *out) {
  ferrule_slice key = {0};
  skip_blanks(p);
  if (of_object) {
    if (!parse_string(p, &key)) {
      return false;
    }
    skip_blanks(p);
    if (!takes(p, ':')) {
      return broken(p, "expected a colon");
    }
    skip_blanks(p);
  }
  if (!parse_value(p, out)) {
    return false;
  }
  out->key = key;
  return true;
}

static bool parse_parts(parser *p, bool of_object, json_value *out) {
  char close = of_object ? '}' : ']';
  const json_value **link = &out->first;
  uint64_t count = 0;
  p->at++;
  skip_blanks(p);
  if (!takes(p, close)) {
    do {
      json_value *part = new_value(p);
      if (!parse_part(p, of_object, part)) {
        return false;
      }
      if (p->values != NULL) {
        *link = part;
        link = &part->next;
      }
      count++;
      skip_blanks(p);
    } while (takes(p, ','));
    if (!takes(p, close)) {
      return broken(p, of_object ? "expected , or }" : "expected , or ]");
    }
  }
  out->type = of_object ? JSON_OBJECT : JSON_ARRAY;
  out->count = count;
  return true;
}

static bool parse_unknown(parser *p, json_value *out) {
  switch (p->at < p->end ? *p->at : '\0') {
    case '{':
    case '[': {
      if (p->depth == MAX_DEPTH) {
        return broken(p, "nested too deep");
      }
      p->depth++;
      bool good = parse_parts(p, *p->at == '{', out);
      p->depth--;
      return good;
    }
    case '"':
      out->type = JSON_STRING;
      return parse_string(p, &out->text);
    case 't':
      return parse_word(p, "true", out, JSON_BOOL);
    case 'f':
      return parse_word(p, "false", out, JSON_BOOL);
    case 'n':
      return parse_word(p, "null", out, JSON_NULL);
    default:
      return p->at < p->end && (*p->at == '-' || (*p->at >= '0' && *p->at <= '9'))
                 ? parse_number(p, out)
                 : broken(p, "expected a value");
  }
}

static bool parse_value(parser *p, json_value *out) {
  const char *from = p->at;
  bool good = parse_unknown(p, out);
  out->source = slice_between(from, p->at);
  return good;
}

static bool parse_text(parser *p) {
  skip_blanks(p);
  if (!parse_value(p, new_value(p))) {
    return false;
  }
  skip_blanks(p);
  return p->at == p->end || broken(p, "something follows the value");
}

int32_t json_parse(ferrule_slice text, const json_value **out, ferrule_error *error) {
  const char *begin = text.len == 0 ? "" : (const char *)text.ptr;
  parser check = {.begin = begin, .at = begin, .end = begin + text.len};
  if (!parse_text(&check)) {
    return fail(error, FERRULE_E_ARG, "not JSON: %s at byte %td", check.why,
                check.at - check.begin);
  }
  size_t bytes = check.n_values * sizeof(json_value);
  json_value *values = heap_new(bytes + check.n_chars);
  if (values == NULL) {
    return fail(error, FERRULE_E_NOMEM, "out of memory");
  }
  parser fill = {.begin = begin,
                 .at = begin,
                 .end = begin + text.len,
                 .values = values,
                 .chars = (char *)values + bytes};
  (void)parse_text(&fill);
  *out = values;
  return FERRULE_OK;
}

void json_free(const json_value *value) { heap_free((void *)(uintptr_t)value); }

const json_value *json_member(const json_value *object, const char *key) {
  if (object->type == JSON_OBJECT) {
    for (const json_value *it = object->first; it != NULL; it = it->next) {
      if (slice_is(it->key, key)) {
        return it;
      }
    }
  }
  return NULL;
}

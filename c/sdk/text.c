#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "heap.h"
#include "slice.h"
#include "utf8.h"

/* Makes room for so many more bytes and a NUL. */
static bool reserve(text *to, size_t more) {
  if (!to->failed && more < to->capacity - to->length) {
    return true;
  }
  char *bytes = NULL;
  size_t capacity = 2 * to->length + more + 32;
  if (!to->failed && more < SIZE_MAX / 4 && (bytes = heap_grow(to->bytes, capacity)) != NULL) {
    to->bytes = bytes;
    to->capacity = capacity;
    return true;
  }
  to->failed = true;
  return false;
}

void text_add(text *to, ferrule_slice bytes) {
  if (bytes.len == 0 || !reserve(to, bytes.len)) {
    return;
  }
  memcpy(to->bytes + to->length, bytes.ptr, bytes.len);
  to->length += bytes.len;
  to->bytes[to->length] = '\0';
}

void text_format(text *to, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  if (length <= 0 || !reserve(to, (size_t)length)) {
    to->failed |= length < 0;
    return;
  }
  va_start(arguments, format);
  vsnprintf(to->bytes + to->length, (size_t)length + 1, format, arguments);
  va_end(arguments);
  to->length += (size_t)length;
}

void text_add_json_string(text *to, ferrule_slice bytes) {
  const char *at = (const char *)bytes.ptr;
  const char *end = at + bytes.len;
  text_add(to, slice_of("\""));
  while (at < end) {
    size_t length = utf8_length(at, end);
    if (length == 0) {
      text_add(to, slice_of("\\ufffd"));
      at++;
      continue;
    }
    if (*at == '"' || *at == '\\') {
      text_format(to, "\\%c", *at);
    } else if ((unsigned char)*at < 0x20) {
      text_format(to, "\\u%04x", (unsigned)*at);
    } else {
      text_add(to, slice_between(at, at + length));
    }
    at += length;
  }
  text_add(to, slice_of("\""));
}

ferrule_slice text_slice(const text *text) {
  return (ferrule_slice){(const uint8_t *)text->bytes, text->length};
}

const char *text_string(const text *text) { return text->bytes == NULL ? "" : text->bytes; }

void text_free(text *text) {
  heap_free(text->bytes);
  *text = (struct text){0};
}

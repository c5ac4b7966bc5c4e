/* Borrowed bytes, in the few ways that they are needed. */
#ifndef FERRULE_SLICE_H
#define FERRULE_SLICE_H

#include <stdbool.h>
#include <string.h>

#include "ferrule_plugin.h"

/* For "%.*s" of printf. */
#define SLICE_ARGS(slice) (int)(slice).len, (const char *)(slice).ptr

/* No bytes. */
static const ferrule_slice no_slice = {0};

/* The bytes of a C string. */
static inline ferrule_slice slice_of(const char *string) {
  return (ferrule_slice){(const uint8_t *)string, strlen(string)};
}

/* The bytes from one place to another. */
static inline ferrule_slice slice_between(const char *from, const char *to) {
  return (ferrule_slice){(const uint8_t *)from, (uint64_t)(to - from)};
}

/* Whether the bytes are those of a C string. */
static inline bool slice_is(ferrule_slice slice, const char *string) {
  return slice.len == strlen(string) &&
         (slice.len == 0 || memcmp(slice.ptr, string, slice.len) == 0);
}

/* Whether the bytes are a word, without regard to case. The word is in small letters. */
static inline bool slice_is_word(ferrule_slice slice, const char *word) {
  if (slice.len != strlen(word)) {
    return false;
  }
  for (uint64_t i = 0; i < slice.len; i++) {
    uint8_t c = slice.ptr[i];
    if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != (uint8_t)word[i]) {
      return false;
    }
  }
  return true;
}

/* Whether a slice that came from the other side can be one. */
static inline bool slice_is_sound(const ferrule_slice *slice) {
  return slice != NULL && slice->len <= INT64_MAX && (slice->ptr != NULL || slice->len == 0);
}

#endif

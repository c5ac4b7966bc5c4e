#include "utf8.h"

#include <string.h>

static bool continues(const char *at, const char *end) {
  return at < end && ((unsigned char)*at & 0xC0) == 0x80;
}

size_t utf8_length(const char *at, const char *end) {
  if (at >= end) {
    return 0;
  }
  unsigned char first = (unsigned char)*at;
  if (first < 0x80) {
    return 1;
  }
  size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) {
    return 0;
  }
  for (size_t i = 1; i < length; i++) {
    if (!continues(at + i, end)) {
      return 0;
    }
  }
  unsigned char second = (unsigned char)at[1];
  bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  bool surrogate = first == 0xED && second >= 0xA0;
  bool beyond = first == 0xF4 && second >= 0x90;
  return overlong || surrogate || beyond ? 0 : length;
}

bool utf8_is_valid(ferrule_slice bytes) {
  const char *at = (const char *)bytes.ptr;
  const char *end = bytes.len == 0 ? at : at + bytes.len;
  while (at < end) {
    size_t length = utf8_length(at, end);
    if (length == 0) {
      return false;
    }
    at += length;
  }
  return true;
}

void utf8_trim(char *string) {
  size_t length = strlen(string);
  size_t last = length;
  while (last > 0 && length - last < 4 && ((unsigned char)string[last - 1] & 0xC0) == 0x80) {
    last--;
  }
  if (last > 0 && (unsigned char)string[last - 1] >= 0xC0 &&
      utf8_length(string + last - 1, string + length) == 0) {
    string[last - 1] = '\0';
  }
}

size_t utf8_write(uint32_t character, char *to) {
  if (character < 0x80) {
    to[0] = (char)character;
    return 1;
  }
  size_t length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  static const unsigned char marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
  for (size_t i = length - 1; i > 0; i--) {
    to[i] = (char)(0x80 | (character & 0x3F));
    character >>= 6;
  }
  to[0] = (char)(marks[length] | character);
  return length;
}

#include "sniff.h"

#include <stdbool.h>
#include <string.h>

/* No more than this counts. */
#define MOST_BYTES 512

static const char *const tags[] = {"<!doctype html",
                                   "<html",
                                   "<head",
                                   "<script",
                                   "<iframe",
                                   "<h1",
                                   "<div",
                                   "<font",
                                   "<table",
                                   "<a",
                                   "<style",
                                   "<title",
                                   "<b",
                                   "<body",
                                   "<br",
                                   "<p",
                                   "<!--"};

static bool starts_with_tag(const char *at, const char *end, const char *tag) {
  size_t length = strlen(tag);
  if ((size_t)(end - at) <= length || (at[length] != ' ' && at[length] != '>')) {
    return false;
  }
  for (size_t i = 0; i < length; i++) {
    char c = at[i] >= 'A' && at[i] <= 'Z' ? (char)(at[i] | 0x20) : at[i];
    if (c != tag[i]) {
      return false;
    }
  }
  return true;
}

static bool is_binary(unsigned char c) {
  return c <= 0x08 || c == 0x0b || (c >= 0x0e && c <= 0x1a) || (c >= 0x1c && c <= 0x1f);
}

const char *sniff_content_type(ferrule_slice body) {
  const char *begin = (const char *)body.ptr;
  const char *end = begin + (body.len < MOST_BYTES ? body.len : MOST_BYTES);
  const char *at = begin;
  if (body.len == 0) {
    return NULL;
  }
  while (at < end && *at != '\0' && strchr("\t\n\f\r ", *at) != NULL) {
    at++;
  }
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
    if (starts_with_tag(at, end, tags[i])) {
      return "text/html; charset=utf-8";
    }
  }
  if (end - at >= 5 && memcmp(at, "<?xml", 5) == 0) {
    return "text/xml; charset=utf-8";
  }
  for (at = begin; at < end; at++) {
    if (is_binary((unsigned char)*at)) {
      return "application/octet-stream";
    }
  }
  return "text/plain; charset=utf-8";
}

#include "mount.h"

#include <stdio.h>
#include <string.h>

#include "slice.h"

void mount_check(ferrule_slice path, problems *found) {
  char hint[256];
  bool plain = true;
  if (path.len == 0 || path.ptr[0] != '/') {
    snprintf(hint, sizeof hint, "write /%.*s", path.len < 200 ? (int)path.len : 0,
             (const char *)path.ptr);
    problem_add(found, "value", "/path", hint, "the path `%.*s` does not start with /",
                SLICE_ARGS(path));
    return;
  }
  for (uint64_t i = 0; i < path.len; i++) {
    if (path.ptr[i] == '{' || path.ptr[i] == '}') {
      problem_add(found, "value", "/path", "write a plain path",
                  "not supported yet: wildcards in the path");
      return;
    }
    plain &= path.ptr[i] > ' ' && path.ptr[i] < 0x7f && path.ptr[i] != '?' && path.ptr[i] != '#';
  }
  if (!plain) {
    problem_add(found, "value", "/path", "write it percent-encoded",
                "`%.*s` is not the path of a URL", SLICE_ARGS(path));
  }
}

static bool begins_with(ferrule_slice text, ferrule_slice start) {
  return text.len >= start.len && memcmp(text.ptr, start.ptr, start.len) == 0;
}

route mount_route(ferrule_slice mounted, ferrule_slice requested) {
  bool subtree = mounted.ptr[mounted.len - 1] == '/';
  if (begins_with(requested, mounted) && (subtree || requested.len == mounted.len)) {
    return ROUTE_HEALTH;
  }
  ferrule_slice without_slash = {mounted.ptr, mounted.len - 1};
  if (subtree && requested.len == without_slash.len && begins_with(requested, without_slash)) {
    return ROUTE_REDIRECT;
  }
  return ROUTE_NOT_FOUND;
}

#include "problems.h"

#include <stdarg.h>
#include <stdio.h>

#include "error.h"
#include "slice.h"
#include "utf8.h"

static void add(problems *to, ferrule_slice pointer, const char *at, const char *hint,
                ferrule_slice message) {
  const char *separator = to->count++ == 0 ? "" : "; ";
  text_format(&to->message, "%s%.*s%s%.*s%s%s", separator, SLICE_ARGS(pointer),
              pointer.len == 0 ? "" : ": ", SLICE_ARGS(message), hint == NULL ? "" : ": ",
              hint == NULL ? "" : hint);
  text_add(&to->detail, slice_of(to->count == 1 ? "[{\"pointer\":" : ",{\"pointer\":"));
  text_add_json_string(&to->detail, pointer);
  text_add(&to->detail, slice_of(",\"message\":"));
  text_add_json_string(&to->detail, message);
  if (hint != NULL) {
    text_add(&to->detail, slice_of(",\"hint\":"));
    text_add_json_string(&to->detail, slice_of(hint));
  }
  text_format(&to->detail, ",\"at\":\"%s\"}", at);
}

void problem_add(problems *to, const char *at, const char *pointer, const char *hint,
                 const char *format, ...) {
  char message[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  utf8_trim(message);
  add(to, slice_of(pointer), at, hint, slice_of(message));
}

/* The pointer to a key in a map. */
static void add_pointer(text *to, const char *parent, ferrule_slice key) {
  text_format(to, "%s/", parent);
  for (uint64_t i = 0; i < key.len; i++) {
    char c = (char)key.ptr[i];
    if (c == '~' || c == '/') {
      text_add(to, slice_of(c == '~' ? "~0" : "~1"));
    } else {
      text_add(to, (ferrule_slice){&key.ptr[i], 1});
    }
  }
}

void problem_add_unknown_key(problems *to, const char *parent, ferrule_slice key,
                             const char *hint) {
  text pointer = {0};
  text message = {0};
  add_pointer(&pointer, parent, key);
  text_add(&message, slice_of("there is no setting `"));
  text_add(&message, key);
  text_add(&message, slice_of("`"));
  add(to, text_slice(&pointer), "key", hint, text_slice(&message));
  to->detail.failed |= pointer.failed || message.failed;
  text_free(&pointer);
  text_free(&message);
}

int32_t problems_end(problems *found, ferrule_error *error) {
  int32_t code = FERRULE_OK;
  text_add(&found->detail, slice_of("]"));
  if (found->message.failed || found->detail.failed) {
    code = fail(error, FERRULE_E_NOMEM, "out of memory");
  } else if (found->count > 0) {
    code = fail_with(error, FERRULE_E_CONFIG, FERRULE_PERMANENT, text_slice(&found->message),
                     text_slice(&found->detail));
  }
  text_free(&found->message);
  text_free(&found->detail);
  *found = (problems){0};
  return code;
}

#include "error.h"

#include <stdarg.h>
#include <stdio.h>

#include "buf.h"
#include "slice.h"
#include "utf8.h"

ferrule_error error_empty(void) { return (ferrule_error){.size = sizeof(ferrule_error)}; }

int32_t fail(ferrule_error *error, int32_t code, const char *format, ...) {
  char message[1024];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  utf8_trim(message);
  return fail_with(error, code, 0, slice_of(message), no_slice);
}

int32_t fail_with(ferrule_error *error, int32_t code, uint32_t flags, ferrule_slice message,
                  ferrule_slice detail_json) {
  if (error == NULL || error->size < sizeof *error) {
    return code;
  }
  error->code = code;
  error->flags = flags;
  /* Without memory for the words the code has to do. */
  (void)buf_copy(message, &error->message);
  (void)buf_copy(detail_json, &error->detail_json);
  return code;
}

int32_t give_string(const char *string, ferrule_buf *out, ferrule_error *error) {
  if (out == NULL) {
    return fail(error, FERRULE_E_ARG, "out is NULL");
  }
  int32_t code = buf_copy(slice_of(string), out);
  return code == FERRULE_OK ? code : fail(error, code, "out of memory");
}

void error_drop(ferrule_error *error) {
  buf_drop(&error->message);
  buf_drop(&error->detail_json);
}

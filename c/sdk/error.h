/* Errors for the host. */
#ifndef FERRULE_ERROR_H
#define FERRULE_ERROR_H

#include <stdbool.h>

#include "ferrule_plugin.h"

/* An error to be filled by somebody. */
ferrule_error error_empty(void);

/*
 * Fills *error with a sentence of at most 1 KiB, and returns the code. error may be NULL or of a
 * caller that knows less than this header: then only the code is told.
 */
__attribute__((format(printf, 3, 4))) int32_t fail(ferrule_error *error, int32_t code,
                                                   const char *format, ...);

/* The same with flags, a message and a detail as they are; both are copied. */
int32_t fail_with(ferrule_error *error, int32_t code, uint32_t flags, ferrule_slice message,
                  ferrule_slice detail_json);

/* Gives a text that never changes, such as default settings. */
int32_t give_string(const char *string, ferrule_buf *out, ferrule_error *error);

/* Releases what an error holds. */
void error_drop(ferrule_error *error);

#endif

/* Gathers what is wrong with settings, so that all of it is told at once. */
#ifndef FERRULE_PROBLEMS_H
#define FERRULE_PROBLEMS_H

#include "text.h"

/* Zero it before use; problems_end ends it. */
typedef struct problems {
  text message; /* for the operator who sees no detail */
  text detail;
  int count;
} problems;

/*
 * Adds a problem with what is at an RFC 6901 pointer, such as "/path": its "value", or its "key" if
 * there should be no such key. hint may be NULL.
 */
__attribute__((format(printf, 5, 6))) void problem_add(problems *to, const char *at,
                                                       const char *pointer, const char *hint,
                                                       const char *format, ...);

/* Adds that there is no such key in the map at `parent`. hint may be NULL. */
void problem_add_unknown_key(problems *to, const char *parent, ferrule_slice key, const char *hint);

/* FERRULE_OK if there was none; else FERRULE_E_CONFIG or FERRULE_E_NOMEM, told in *error. */
int32_t problems_end(problems *found, ferrule_error *error);

#endif

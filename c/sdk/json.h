/* A parser for JSON, RFC 8259, strict: one value, UTF-8, at most 64 levels deep. */
#ifndef FERRULE_JSON_H
#define FERRULE_JSON_H

#include <stdbool.h>

#include "ferrule_plugin.h"

typedef enum json_type {
  JSON_NULL,
  JSON_BOOL,
  JSON_INTEGER, /* a number without fraction and exponent that fits into 64 bits */
  JSON_NUMBER,  /* any other number: its source is all that is told of it */
  JSON_STRING,
  JSON_ARRAY,
  JSON_OBJECT
} json_type;

/* One value. All of a parse live in one block, which json_free of the outermost frees. */
typedef struct json_value {
  json_type type;
  bool truth;                     /* of a bool */
  int64_t integer;                /* of an integer */
  ferrule_slice text;             /* of a string, decoded; may hold NUL */
  ferrule_slice key;              /* of a member of an object, decoded */
  ferrule_slice source;           /* as it was written; borrows from the text that was parsed */
  uint64_t count;                 /* of elements or members */
  const struct json_value *first; /* element or member */
  const struct json_value *next;  /* in the same array or object, duplicate keys too */
} json_value;

/*
 * Parses a text. *out, for json_free, is set if it succeeds. FERRULE_E_ARG: it is not JSON, and the
 * message says why and where; FERRULE_E_NOMEM.
 */
int32_t json_parse(ferrule_slice text, const json_value **out, ferrule_error *error);

/* Frees what json_parse gave; NULL is nothing. */
void json_free(const json_value *value);

/* The first member of that key; NULL if there is none, or the value is no object. */
const json_value *json_member(const json_value *object, const char *key);

#endif

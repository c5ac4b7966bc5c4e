/* Text that grows. Zero it before use, text_free it at the end. Not shared between threads. */
#ifndef FERRULE_TEXT_H
#define FERRULE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "ferrule_plugin.h"

typedef struct text {
  char *bytes; /* NUL-terminated, or NULL while it is empty */
  size_t length;
  size_t capacity;
  bool failed; /* there was no memory: the text is not whole, and takes no more */
} text;

/* Appends bytes. */
void text_add(text *to, ferrule_slice bytes);

/* Appends as printf does. */
__attribute__((format(printf, 2, 3))) void text_format(text *to, const char *format, ...);

/* Appends bytes as a JSON string with its quotes. What is not UTF-8 becomes U+FFFD. */
void text_add_json_string(text *to, ferrule_slice bytes);

/* What is there, borrowed. */
ferrule_slice text_slice(const text *text);

/* The same as a C string, never NULL. */
const char *text_string(const text *text);

/* Frees the bytes; the text is empty again. */
void text_free(text *text);

#endif

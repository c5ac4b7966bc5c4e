/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
#ifndef FERRULE_UTF8_H
#define FERRULE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ferrule_plugin.h"

/* How many bytes the character at `at` has; 0 if there is none before `end`, or a broken one. */
size_t utf8_length(const char *at, const char *end);

/* Whether the bytes are UTF-8. */
bool utf8_is_valid(ferrule_slice bytes);

/* Cuts a character that is not whole off the end of a C string which was cut short. */
void utf8_trim(char *string);

/* Writes a character, which is no surrogate, as 1 to 4 bytes. Returns how many. */
size_t utf8_write(uint32_t character, char *to);

#endif

/* Times on the wall, in UTC, without the C library's locales. */
#ifndef FERRULE_TIMESTAMP_H
#define FERRULE_TIMESTAMP_H

#include <time.h>

#include "text.h"

/* Appends a time as Go writes it: RFC 3339, fractions without trailing zeros. */
void timestamp_rfc3339(text *to, struct timespec time);

/* Appends a time as HTTP writes it: "Sun, 06 Nov 1994 08:49:37 GMT". */
void timestamp_http(text *to, time_t time);

#endif

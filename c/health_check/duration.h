/* Durations as the Collector writes them: 1m30s, 500ms, -1.5h. */
#ifndef FERRULE_DURATION_H
#define FERRULE_DURATION_H

#include <stdbool.h>

#include "text.h"

/* The nanoseconds of a text. False if it is no duration, or does not fit. */
bool duration_parse(ferrule_slice text, int64_t *ns);

/* Appends a duration. */
void duration_format(text *to, int64_t ns);

#endif

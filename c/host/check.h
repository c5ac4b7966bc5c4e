/* Counts what holds and what does not. Any thread. */
#ifndef FERRULE_CHECK_H
#define FERRULE_CHECK_H

#include <stdbool.h>

/* Whether everything that happens is written to stderr. */
extern bool verbose;

/* Says what does not hold. Returns `holds`. */
__attribute__((format(printf, 2, 3))) bool check(bool holds, const char *format, ...);

/* Writes to stderr if the run is verbose. */
__attribute__((format(printf, 1, 2))) void tell(const char *format, ...);

/* Prints the result; 0 if all held, for exit. */
int check_result(void);

#endif

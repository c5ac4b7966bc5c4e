/* The host's table of functions. */
#ifndef FERRULE_TABLE_H
#define FERRULE_TABLE_H

#include <stdbool.h>

#include "ferrule_plugin.h"

extern const ferrule_host table;

/* From now on each call to the host breaks a rule. */
void table_close(void);

/* Checks that nobody broke a rule, and that each buf that was given was released. */
void table_check(void);

/* Whether a host takes a text: there may be one behind the slice, and it is not too long. */
bool table_takes(const ferrule_slice *text);

/* From now on odd texts from the plugin are what is wanted. */
void table_expect_odd_texts(void);

#endif

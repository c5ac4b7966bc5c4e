/* The metrics of components. Any thread. */
#ifndef FERRULE_SERIES_H
#define FERRULE_SERIES_H

#include <stdbool.h>

#include "ferrule_plugin.h"

/* The host's define_metric and record, without their context. */
int32_t series_define(ferrule_ref component, const ferrule_metric *metric, ferrule_ref *series,
                      ferrule_error *error);
void series_record(ferrule_ref series, double value);

/* The sum of what was recorded for a component under a name, over all attributes; or of one. */
double series_sum(ferrule_ref component, const char *name, const char *attributes_json);

/* The series of a component end. */
void series_end(ferrule_ref component);

#endif

/* What components told the host: log records and statuses. Any thread. */
#ifndef FERRULE_RECORDS_H
#define FERRULE_RECORDS_H

#include <stdbool.h>

#include "text.h"

/* Keeps a log record. */
void record_log(ferrule_ref component, int32_t severity, ferrule_slice message,
                ferrule_slice fields_json);

/* Keeps a status. */
void record_status(ferrule_ref component, int32_t status, ferrule_slice message);

/*
 * Waits for a log record of a component with that message, at most some seconds; fields gets its
 * fields, for text_free. fields may be NULL. The last one counts.
 */
bool record_wait_log(ferrule_ref component, const char *message, text *fields);

/* How many such records are there now. */
int record_count_logs(ferrule_ref component, const char *message);

/* Waits likewise for a status, and its message. */
bool record_wait_status(ferrule_ref component, int32_t status, text *message);

/* Forgets everything. */
void record_forget(void);

#endif

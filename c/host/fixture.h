/* The fixture under test. */
#ifndef FERRULE_FIXTURE_H
#define FERRULE_FIXTURE_H

#include "subject.h"

extern const ferrule_component *fixture;

/* How many blocks its heap has when it is idle. */
extern int64_t fixture_blocks;

/* An integer of the fields of a log record, which is waited for; INT64_MIN if there is none. */
int64_t fixture_field(ferrule_ref component, const char *message, const char *key);

/* What it does for other components, and asks of the host. */
void fixture_call_cases(void);

/* What the host makes of odd texts, and the fixture of a host that fails. */
void fixture_fault_cases(void);

#endif

/* What only one type of component can be put through. */
#ifndef FERRULE_CASES_H
#define FERRULE_CASES_H

#include "ferrule_plugin.h"

/* c_fixture: every ending, oddity and fault that its settings can ask for. */
void fixture_cases(const ferrule_component *component);

/* health_check: what the one in Rust and the one in C have in common. */
void health_check_cases(const ferrule_component *component);

/* health_check: what only the one in C does, or what it does otherwise. */
void c_health_check_cases(void);

#endif

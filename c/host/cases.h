/* What only one type of component can be put through. */
#ifndef FERRULE_CASES_H
#define FERRULE_CASES_H

#include "ferrule_plugin.h"

/* c_fixture: every ending, oddity and fault that its settings can ask for. */
void fixture_cases(const ferrule_component *component);

#endif

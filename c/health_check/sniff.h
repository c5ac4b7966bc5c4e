/* Which content type Go's server gives to a body that comes without one. */
#ifndef FERRULE_SNIFF_H
#define FERRULE_SNIFF_H

#include "ferrule_plugin.h"

/* The content type of a text; NULL for an empty one, which has no header. */
const char *sniff_content_type(ferrule_slice body);

#endif

/* Owned bytes, counted. Any thread. */
#ifndef FERRULE_BUF_H
#define FERRULE_BUF_H

#include "ferrule_plugin.h"

/* Moves a copy of the bytes to *out; no bytes make an empty buf. FERRULE_OK or FERRULE_E_NOMEM. */
int32_t buf_copy(ferrule_slice bytes, ferrule_buf *out);

/* Releases a buf of either side, if it holds anything. */
void buf_drop(ferrule_buf *buf);

/* What it holds, borrowed. */
ferrule_slice buf_slice(const ferrule_buf *buf);

#endif

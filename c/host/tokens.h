/* The host's tokens. Any thread. */
#ifndef FERRULE_TOKENS_H
#define FERRULE_TOKENS_H

#include <stdint.h>

#include "ferrule_plugin.h"

/* A token that was never there before. */
ferrule_token token_new(void);

/* Completes a token; the message is what went wrong. */
void token_complete(ferrule_token token, int32_t code, ferrule_slice message);

/*
 * How a call that answered `code` ended: waits for the completion if that is PENDING, but not for
 * longer than `patience_ms`; then the code is FERRULE_E_DEADLINE.
 */
int32_t token_outcome(ferrule_token token, int32_t code, int64_t patience_ms);

/* Waits until so many useless completions came since token_misuses_reset, at most some seconds. */
int token_misuses_wait(int expected);

/* How many completions were of no use: a second one, or of a token that does not exist. */
int token_misuses(void);
void token_misuses_reset(void);

/* The message that a token was completed with; empty if none. Valid until the process ends. */
const char *token_message(ferrule_token token);

#endif

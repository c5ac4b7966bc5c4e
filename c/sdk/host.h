/* What the host offers, as a plugin uses it. Any thread. */
#ifndef FERRULE_HOST_H
#define FERRULE_HOST_H

#include "ferrule_plugin.h"

/* The host that opened the plugin; NULL before. */
extern const ferrule_host *host;

/*
 * The body of ferrule_plugin_open_v1: checks the host, keeps it, and gives it the plugin.
 * FERRULE_E_UNSUPPORTED: it is of another major version; FERRULE_E_STATE: opened before.
 */
int32_t host_keep(const ferrule_host *given, const ferrule_plugin *plugin,
                  const ferrule_plugin **out, ferrule_error *error);

/* Writes a log record, if it is wanted. fields_json may be empty. */
void host_log(ferrule_ref self, int32_t severity, const char *target, ferrule_slice message,
              ferrule_slice fields_json);

/* Completes a token. error is dropped; NULL for none. */
void host_complete(ferrule_token token, int32_t code, ferrule_error *error);

/* Reports a status. error is dropped; NULL for none. */
void host_report(ferrule_ref self, int32_t status, ferrule_error *error);

#endif

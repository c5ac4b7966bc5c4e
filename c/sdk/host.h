/*
 * What the host offers, as a plugin uses it. Any thread. Once the plugin is closed nothing reaches
 * the host any more: a call that comes too late is ignored, or fails with FERRULE_E_STATE.
 */
#ifndef FERRULE_HOST_H
#define FERRULE_HOST_H

#include "ferrule_plugin.h"

/*
 * The body of ferrule_plugin_open_v1: checks the host, keeps it, and gives it the plugin.
 * FERRULE_E_UNSUPPORTED: it is of another major version; FERRULE_E_STATE: opened before.
 */
int32_t host_keep(const ferrule_host *given, const ferrule_plugin *plugin,
                  const ferrule_plugin **out, ferrule_error *error);

/*
 * The function `close` of a plugin: joins all its threads and ends all calls to the host.
 * FERRULE_E_DEADLINE: some thread runs on.
 */
int32_t host_close(int64_t timeout_ns, ferrule_error *error);

/* Writes a log record, if it is wanted. fields_json may be empty. */
void host_log(ferrule_ref self, int32_t severity, const char *target, ferrule_slice message,
              ferrule_slice fields_json);

/* Completes a token. error is dropped; NULL for none. */
void host_complete(ferrule_token token, int32_t code, ferrule_error *error);

/* Reports a status. error is dropped; NULL for none. */
void host_report(ferrule_ref self, int32_t status, ferrule_error *error);

/* These are the functions of the header without their context. */
void host_log_raw(ferrule_ref self, int32_t severity, const ferrule_slice *target,
                  const ferrule_slice *message, const ferrule_slice *fields_json);
int32_t host_define_metric(ferrule_ref self, const ferrule_metric *metric, ferrule_ref *series,
                           ferrule_error *error);
void host_record(ferrule_ref series, double value);
int32_t host_find_extension(ferrule_ref self, const ferrule_slice *id,
                            const ferrule_slice *interface_name, ferrule_interface *out,
                            ferrule_error *error);
int32_t host_describe(ferrule_ref self, const ferrule_slice *subject, ferrule_buf *out,
                      ferrule_error *error);

#endif

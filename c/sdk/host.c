#include "host.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "error.h"
#include "slice.h"
#include "threads.h"

static const ferrule_host *host;
static atomic_bool closed;
static atomic_int calls; /* how many are under way */

int32_t host_keep(const ferrule_host *given, const ferrule_plugin *plugin,
                  const ferrule_plugin **out, ferrule_error *error) {
  if (given == NULL || out == NULL) {
    return fail(error, FERRULE_E_ARG, "host or out is NULL");
  }
  if (given->abi_major != FERRULE_ABI_MAJOR) {
    return fail(error, FERRULE_E_UNSUPPORTED, "the plugin speaks ABI %d, the host ABI %d",
                FERRULE_ABI_MAJOR, given->abi_major);
  }
  if (given->size < sizeof *given) {
    return fail(error, FERRULE_E_ARG, "the host's table is too short");
  }
  if (host != NULL) {
    return fail(error, FERRULE_E_STATE, "the plugin was opened before");
  }
  host = given;
  *out = plugin;
  return FERRULE_OK;
}

static void leave(void) { atomic_fetch_sub(&calls, 1); }

/* Whether the host may be called; leave() follows then. */
static bool enter(void) {
  atomic_fetch_add(&calls, 1);
  if (!atomic_load(&closed)) {
    return true;
  }
  leave();
  return false;
}

static int32_t too_late(ferrule_error *error) {
  return fail(error, FERRULE_E_STATE, "the plugin is closed");
}

int32_t host_close(int64_t timeout_ns, ferrule_error *error) {
  const struct timespec moment = {.tv_nsec = 1000000};
  int64_t now = clock_ns();
  int64_t deadline = timeout_ns > INT64_MAX - now ? INT64_MAX : now + timeout_ns;
  size_t left = threads_join(NULL, timeout_ns);
  atomic_store(&closed, true);
  while (atomic_load(&calls) > 0 && clock_ns() < deadline) {
    (void)nanosleep(&moment, NULL);
  }
  if (left > 0) {
    return fail(error, FERRULE_E_DEADLINE, "%zu threads have not ended", left);
  }
  return atomic_load(&calls) == 0
             ? FERRULE_OK
             : fail(error, FERRULE_E_DEADLINE, "a call to the host has not returned");
}

void host_log(ferrule_ref self, int32_t severity, const char *target, ferrule_slice message,
              ferrule_slice fields_json) {
  ferrule_slice code = slice_of(target);
  if (enter()) {
    if (host->log_enabled(host->ctx, self, severity)) {
      host->log(host->ctx, self, severity, &code, &message, &fields_json);
    }
    leave();
  }
}

void host_log_raw(ferrule_ref self, int32_t severity, const ferrule_slice *target,
                  const ferrule_slice *message, const ferrule_slice *fields_json) {
  if (enter()) {
    host->log(host->ctx, self, severity, target, message, fields_json);
    leave();
  }
}

void host_complete(ferrule_token token, int32_t code, ferrule_error *error) {
  if (enter()) {
    host->complete(host->ctx, token, code, error);
    leave();
  }
  if (error != NULL) {
    error_drop(error);
  }
}

void host_report(ferrule_ref self, int32_t status, ferrule_error *error) {
  if (enter()) {
    host->report_status(host->ctx, self, status, error);
    leave();
  }
  if (error != NULL) {
    error_drop(error);
  }
}

int32_t host_define_metric(ferrule_ref self, const ferrule_metric *metric, ferrule_ref *series,
                           ferrule_error *error) {
  if (!enter()) {
    return too_late(error);
  }
  int32_t code = host->define_metric(host->ctx, self, metric, series, error);
  leave();
  return code;
}

void host_record(ferrule_ref series, double value) {
  if (enter()) {
    host->record(host->ctx, series, value);
    leave();
  }
}

int32_t host_find_extension(ferrule_ref self, const ferrule_slice *id,
                            const ferrule_slice *interface_name, ferrule_interface *out,
                            ferrule_error *error) {
  if (!enter()) {
    return too_late(error);
  }
  int32_t code = host->find_extension(host->ctx, self, id, interface_name, out, error);
  leave();
  return code;
}

int32_t host_describe(ferrule_ref self, const ferrule_slice *subject, ferrule_buf *out,
                      ferrule_error *error) {
  if (!enter()) {
    return too_late(error);
  }
  int32_t code = host->describe(host->ctx, self, subject, out, error);
  leave();
  return code;
}

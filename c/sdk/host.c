#include "host.h"

#include "error.h"
#include "slice.h"

const ferrule_host *host;

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

void host_log(ferrule_ref self, int32_t severity, const char *target, ferrule_slice message,
              ferrule_slice fields_json) {
  if (host->log_enabled(host->ctx, self, severity)) {
    ferrule_slice code = slice_of(target);
    host->log(host->ctx, self, severity, &code, &message, &fields_json);
  }
}

void host_complete(ferrule_token token, int32_t code, ferrule_error *error) {
  host->complete(host->ctx, token, code, error);
  if (error != NULL) {
    error_drop(error);
  }
}

void host_report(ferrule_ref self, int32_t status, ferrule_error *error) {
  host->report_status(host->ctx, self, status, error);
  if (error != NULL) {
    error_drop(error);
  }
}

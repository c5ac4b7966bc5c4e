/*
 * Prints the layout of everything in ferrule_plugin.h: sizes, field offsets, constants. The mirrors
 * in Rust and Java are checked against this table.
 *
 *   size STRUCT BYTES
 *   field STRUCT FIELD OFFSET BYTES
 *   const NAME VALUE
 */
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

#include "ferrule_plugin.h"

#define SIZE(type) printf("size %s %zu\n", #type, sizeof(type))
#define FIELD(type, field)                                                                         \
  printf("field %s %s %zu %zu\n", #type, #field, offsetof(type, field), sizeof(((type *)0)->field))
#define CONST(name) printf("const %s %" PRId64 "\n", #name, (int64_t)(name))

static void structs(void) {
  SIZE(ferrule_token);
  SIZE(ferrule_ref);

  SIZE(ferrule_slice);
  FIELD(ferrule_slice, ptr);
  FIELD(ferrule_slice, len);

  SIZE(ferrule_buf);
  FIELD(ferrule_buf, ptr);
  FIELD(ferrule_buf, len);
  FIELD(ferrule_buf, owner);
  FIELD(ferrule_buf, release);

  SIZE(ferrule_error);
  FIELD(ferrule_error, size);
  FIELD(ferrule_error, code);
  FIELD(ferrule_error, flags);
  FIELD(ferrule_error, reserved);
  FIELD(ferrule_error, message);
  FIELD(ferrule_error, detail_json);

  SIZE(ferrule_call);
  FIELD(ferrule_call, size);
  FIELD(ferrule_call, reserved);
  FIELD(ferrule_call, timeout_ns);

  SIZE(ferrule_metric);
  FIELD(ferrule_metric, size);
  FIELD(ferrule_metric, kind);
  FIELD(ferrule_metric, name);
  FIELD(ferrule_metric, unit);
  FIELD(ferrule_metric, description);
  FIELD(ferrule_metric, attributes_json);
  FIELD(ferrule_metric, bounds);
  FIELD(ferrule_metric, n_bounds);

  SIZE(ferrule_interface);
  FIELD(ferrule_interface, functions);
  FIELD(ferrule_interface, object);

  SIZE(ferrule_event);
  FIELD(ferrule_event, size);
  FIELD(ferrule_event, kind);
  FIELD(ferrule_event, payload_json);

  SIZE(ferrule_host);
  FIELD(ferrule_host, size);
  FIELD(ferrule_host, abi_major);
  FIELD(ferrule_host, abi_minor);
  FIELD(ferrule_host, ctx);
  FIELD(ferrule_host, worker_threads);
  FIELD(ferrule_host, reserved);
  FIELD(ferrule_host, log_enabled);
  FIELD(ferrule_host, log);
  FIELD(ferrule_host, report_status);
  FIELD(ferrule_host, complete);
  FIELD(ferrule_host, define_metric);
  FIELD(ferrule_host, record);
  FIELD(ferrule_host, find_extension);
  FIELD(ferrule_host, describe);

  SIZE(ferrule_create);
  FIELD(ferrule_create, size);
  FIELD(ferrule_create, reserved);
  FIELD(ferrule_create, self);
  FIELD(ferrule_create, id);
  FIELD(ferrule_create, config_json);

  SIZE(ferrule_component);
  FIELD(ferrule_component, size);
  FIELD(ferrule_component, kind);
  FIELD(ferrule_component, type_name);
  FIELD(ferrule_component, stability);
  FIELD(ferrule_component, reserved);
  FIELD(ferrule_component, default_config);
  FIELD(ferrule_component, config_schema);
  FIELD(ferrule_component, validate);
  FIELD(ferrule_component, dependencies);
  FIELD(ferrule_component, create);
  FIELD(ferrule_component, start);
  FIELD(ferrule_component, notify);
  FIELD(ferrule_component, get_interface);
  FIELD(ferrule_component, cancel);
  FIELD(ferrule_component, shutdown);
  FIELD(ferrule_component, destroy);

  SIZE(ferrule_stats);
  FIELD(ferrule_stats, size);
  FIELD(ferrule_stats, reserved);
  FIELD(ferrule_stats, live_components);
  FIELD(ferrule_stats, live_bufs);
  FIELD(ferrule_stats, live_buf_bytes);
  FIELD(ferrule_stats, live_threads);
  FIELD(ferrule_stats, pending_tokens);
  FIELD(ferrule_stats, panics);
  FIELD(ferrule_stats, live_heap_bytes);
  FIELD(ferrule_stats, live_heap_blocks);

  SIZE(ferrule_plugin);
  FIELD(ferrule_plugin, size);
  FIELD(ferrule_plugin, magic);
  FIELD(ferrule_plugin, abi_major);
  FIELD(ferrule_plugin, abi_minor);
  FIELD(ferrule_plugin, n_components);
  FIELD(ferrule_plugin, components);
  FIELD(ferrule_plugin, name);
  FIELD(ferrule_plugin, version);
  FIELD(ferrule_plugin, manifest_json);
  FIELD(ferrule_plugin, stats);
  FIELD(ferrule_plugin, close);

  SIZE(ferrule_header);
  FIELD(ferrule_header, name);
  FIELD(ferrule_header, value);

  SIZE(ferrule_server_auth);
  FIELD(ferrule_server_auth, size);
  FIELD(ferrule_server_auth, reserved);
  FIELD(ferrule_server_auth, authenticate);

  SIZE(ferrule_client_request);
  FIELD(ferrule_client_request, size);
  FIELD(ferrule_client_request, reserved);
  FIELD(ferrule_client_request, authority);
  FIELD(ferrule_client_request, path);

  SIZE(ferrule_credentials);
  FIELD(ferrule_credentials, size);
  FIELD(ferrule_credentials, reserved);
  FIELD(ferrule_credentials, keep_ns);
  FIELD(ferrule_credentials, headers_json);

  SIZE(ferrule_client_auth);
  FIELD(ferrule_client_auth, size);
  FIELD(ferrule_client_auth, flags);
  FIELD(ferrule_client_auth, headers);
}

static void constants(void) {
  CONST(FERRULE_MAGIC);
  CONST(FERRULE_ABI_MAJOR);
  CONST(FERRULE_ABI_MINOR);

  CONST(FERRULE_OK);
  CONST(FERRULE_PENDING);
  CONST(FERRULE_E_ARG);
  CONST(FERRULE_E_CONFIG);
  CONST(FERRULE_E_STATE);
  CONST(FERRULE_E_BUSY);
  CONST(FERRULE_E_CANCELLED);
  CONST(FERRULE_E_DEADLINE);
  CONST(FERRULE_E_UNSUPPORTED);
  CONST(FERRULE_E_INTERNAL);
  CONST(FERRULE_E_PANIC);
  CONST(FERRULE_E_NOMEM);
  CONST(FERRULE_E_REFUSED);

  CONST(FERRULE_PERMANENT);
  CONST(FERRULE_RETRYABLE);

  CONST(FERRULE_RECEIVER);
  CONST(FERRULE_PROCESSOR);
  CONST(FERRULE_EXPORTER);
  CONST(FERRULE_CONNECTOR);
  CONST(FERRULE_EXTENSION);

  CONST(FERRULE_UNDEFINED);
  CONST(FERRULE_UNMAINTAINED);
  CONST(FERRULE_DEPRECATED);
  CONST(FERRULE_DEVELOPMENT);
  CONST(FERRULE_ALPHA);
  CONST(FERRULE_BETA);
  CONST(FERRULE_STABLE);

  CONST(FERRULE_TRACE);
  CONST(FERRULE_DEBUG);
  CONST(FERRULE_INFO);
  CONST(FERRULE_WARN);
  CONST(FERRULE_ERROR);

  CONST(FERRULE_STATUS_STARTING);
  CONST(FERRULE_STATUS_OK);
  CONST(FERRULE_STATUS_RECOVERABLE_ERROR);
  CONST(FERRULE_STATUS_PERMANENT_ERROR);
  CONST(FERRULE_STATUS_FATAL_ERROR);
  CONST(FERRULE_STATUS_STOPPING);
  CONST(FERRULE_STATUS_STOPPED);

  CONST(FERRULE_PIPELINES_READY);
  CONST(FERRULE_PIPELINES_NOT_READY);

  CONST(FERRULE_COUNTER);
  CONST(FERRULE_UP_DOWN_COUNTER);
  CONST(FERRULE_HISTOGRAM);

  CONST(FERRULE_REQUIRES_TLS);
}

int main(void) {
  structs();
  constants();
  return 0;
}

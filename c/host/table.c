#include "table.h"

#include <stdatomic.h>

#include "alive.h"
#include "buf.h"
#include "check.h"
#include "error.h"
#include "records.h"
#include "series.h"
#include "slice.h"
#include "subject.h"
#include "tokens.h"
#include "utf8.h"

/* What a host takes of a text. */
#define MOST_BYTES (1 << 20)

static char context;
static atomic_bool closed;
static atomic_bool odd_texts;

void table_close(void) { atomic_store(&closed, true); }

void table_expect_odd_texts(void) { atomic_store(&odd_texts, true); }

static void check_call(const void *ctx, const char *function) {
  if (ctx != &context) {
    check(false, "%s gets the host's context", function);
  }
  if (atomic_load(&closed)) {
    check(false, "%s is not called after close", function);
  }
}

bool table_takes(const ferrule_slice *text) {
  return slice_is_sound(text) && text->len <= MOST_BYTES;
}

/* The text, if the host takes it, or none. */
static ferrule_slice text_from(const ferrule_slice *slice, const char *what) {
  bool taken = table_takes(slice);
  if (!atomic_load(&odd_texts) && (!taken || !utf8_is_valid(*slice))) {
    check(false, "%s is UTF-8 of some length", what);
  }
  return taken ? *slice : no_slice;
}

/* The message of a borrowed error. */
static ferrule_slice message_of(const ferrule_error *error, const char *what) {
  if (error == NULL || error->size < sizeof *error) {
    return no_slice;
  }
  ferrule_slice message = buf_slice(&error->message);
  ferrule_slice detail = buf_slice(&error->detail_json);
  (void)text_from(&detail, what);
  return text_from(&message, what);
}

static int32_t log_enabled(void *ctx, ferrule_ref component, int32_t severity) {
  (void)component;
  check_call(ctx, "log_enabled");
  return severity >= FERRULE_DEBUG;
}

static void log_record(void *ctx, ferrule_ref component, int32_t severity,
                       const ferrule_slice *target, const ferrule_slice *message,
                       const ferrule_slice *fields) {
  check_call(ctx, "log");
  ferrule_slice where = text_from(target, "a target");
  ferrule_slice what = text_from(message, "a log message");
  ferrule_slice more = text_from(fields, "fields of a log record");
  tell("log %d %llu %.*s: %.*s %.*s\n", severity, (unsigned long long)component, SLICE_ARGS(where),
       SLICE_ARGS(what), SLICE_ARGS(more));
  record_log(component, severity, what, more);
}

static void report_status(void *ctx, ferrule_ref component, int32_t status,
                          const ferrule_error *error) {
  check_call(ctx, "report_status");
  ferrule_slice message = message_of(error, "a status");
  tell("status %d %llu: %.*s\n", status, (unsigned long long)component, SLICE_ARGS(message));
  record_status(component, status, message);
}

static void complete(void *ctx, ferrule_token token, int32_t code, const ferrule_error *error) {
  check_call(ctx, "complete");
  token_complete(token, code, message_of(error, "the error of a completion"));
}

static int32_t define_metric(void *ctx, ferrule_ref component, const ferrule_metric *metric,
                             ferrule_ref *series, ferrule_error *error) {
  check_call(ctx, "define_metric");
  return series_define(component, metric, series, error);
}

static void record(void *ctx, ferrule_ref series, double value) {
  check_call(ctx, "record");
  series_record(series, value);
}

static int32_t find_extension(void *ctx, ferrule_ref component, const ferrule_slice *id,
                              const ferrule_slice *name, ferrule_interface *out,
                              ferrule_error *error) {
  check_call(ctx, "find_extension");
  return subject_find(component, id, name, out, error);
}

static int32_t describe(void *ctx, ferrule_ref component, const ferrule_slice *subject,
                        ferrule_buf *out, ferrule_error *error) {
  (void)component;
  check_call(ctx, "describe");
  if (!slice_is_sound(subject) || out == NULL) {
    return fail(error, FERRULE_E_ARG, "subject or out is NULL");
  }
  if (!slice_is(*subject, "service")) {
    return fail(error, FERRULE_E_UNSUPPORTED, "there is no such subject");
  }
  return buf_copy(
      slice_of("{\"build\":{\"command\":\"host_test\",\"description\":\"a host in C\","
               "\"version\":\"0\"},\"started_unix_ms\":1,\"pipelines\":[],\"components\":[],"
               "\"extensions\":[]}"),
      out);
}

const ferrule_host table = {
    .size = sizeof(ferrule_host),
    .abi_major = FERRULE_ABI_MAJOR,
    .abi_minor = FERRULE_ABI_MINOR,
    .ctx = &context,
    .log_enabled = log_enabled,
    .log = log_record,
    .report_status = report_status,
    .complete = complete,
    .define_metric = define_metric,
    .record = record,
    .find_extension = find_extension,
    .describe = describe,
};

void table_check(void) {
  check(atomic_load(&alive.bufs) == 0, "%lld bufs of the host were not released",
        atomic_load(&alive.bufs));
  check(token_misuses() == 0, "%d completions were of no use", token_misuses());
}

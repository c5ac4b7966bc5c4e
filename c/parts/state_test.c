/* What the calls of the host and the server's thread of a health check do to each other. */
#include <string.h>

#include "../health_check/extension.h"
#include "../host/check.h"
#include "alive.h"
#include "error.h"
#include "host.h"
#include "parts.h"
#include "slice.h"
#include "threads.h"

#define START 5
#define STOP 6

/* How tokens were completed, in their order. */
static struct {
  ferrule_token token;
  int32_t code;
} completed[8];
static int n_completed;

static int32_t log_enabled(void *ctx, ferrule_ref component, int32_t severity) {
  (void)ctx;
  (void)component;
  (void)severity;
  return 0;
}

static void complete(void *ctx, ferrule_token token, int32_t code, const ferrule_error *error) {
  (void)ctx;
  check(code == FERRULE_OK || (error != NULL && error->message.len > 0), "there is a reason");
  completed[n_completed].token = token;
  completed[n_completed].code = code;
  n_completed++;
}

static void open_host(void) {
  static const ferrule_host table = {.size = sizeof table,
                                     .abi_major = FERRULE_ABI_MAJOR,
                                     .log_enabled = log_enabled,
                                     .complete = complete};
  static const ferrule_plugin plugin;
  const ferrule_plugin *out;
  check(host_keep(&table, &plugin, &out, NULL) == FERRULE_OK, "the host is kept");
}

/* One whose server is about to listen. */
static extension *starting(void) {
  ferrule_create args = {
      .size = sizeof args, .self = 1, .config_json = slice_of("{\"endpoint\":\":0\"}")};
  void *handle = NULL;
  n_completed = 0;
  check(health_check_component.create(&args, &handle, NULL) == FERRULE_OK, "create");
  extension *self = handle;
  self->phase = PHASE_STARTING;
  self->start_token = START;
  atomic_fetch_add(&alive.tokens, 1);
  return self;
}

static int32_t stop(extension *self, ferrule_token token) {
  ferrule_call call = {.size = sizeof call, .timeout_ns = INT64_C(10000000)};
  return health_check_component.shutdown(self, &call, token, NULL);
}

static void expect(int i, ferrule_token token, int32_t code) {
  check(i < n_completed && completed[i].token == token && completed[i].code == code,
        "completion %d is of %d with %d", i, (int)token, code);
}

static void end(extension *self, int n) {
  check(n_completed == n, "%d completions", n_completed);
  check(atomic_load(&alive.tokens) == 0, "no token is left");
  health_check_component.destroy(self);
}

static void cancels_a_start(void) {
  extension *self = starting();
  health_check_component.cancel(self, START + 10);
  check(!self->cancelled, "another token is no concern");
  health_check_component.cancel(self, START);
  check(!extension_listens(self), "there is nothing to serve");
  extension_ended(self, NULL);
  expect(0, START, FERRULE_E_CANCELLED);
  check(stop(self, STOP) == FERRULE_OK, "shutdown afterwards");
  end(self, 1);
}

static void stops_a_start(void) {
  extension *self = starting();
  check(stop(self, STOP) == FERRULE_PENDING, "shutdown before it listens");
  check(stop(self, STOP + 1) == FERRULE_E_STATE, "one shutdown at a time");
  check(!extension_listens(self), "there is nothing to serve");
  extension_ended(self, NULL);
  expect(0, START, FERRULE_E_CANCELLED);
  expect(1, STOP, FERRULE_OK);
  end(self, 2);
}

static void fails_while_it_stops(void) {
  extension *self = starting();
  ferrule_error error = error_empty();
  (void)fail(&error, FERRULE_E_INTERNAL, "no such host");
  check(stop(self, STOP) == FERRULE_PENDING, "shutdown before it fails");
  extension_ended(self, &error);
  expect(0, START, FERRULE_E_INTERNAL);
  expect(1, STOP, FERRULE_OK);
  end(self, 2);
}

static void cancels_a_shutdown(void) {
  extension *self = starting();
  int64_t by = 0;
  check(extension_listens(self), "it serves");
  check(!extension_must_stop(self, &by), "it need not stop");
  check(stop(self, STOP) == FERRULE_PENDING, "shutdown");
  check(extension_must_stop(self, &by) && by > clock_ns() - INT64_C(10000000000), "it has to");
  health_check_component.cancel(self, START);
  check(extension_must_stop(self, &by) && by > 0, "the start was completed before");
  health_check_component.cancel(self, STOP);
  check(extension_must_stop(self, &by) && by == 0, "at once");
  extension_ended(self, NULL);
  expect(0, START, FERRULE_OK);
  expect(1, STOP, FERRULE_OK);
  end(self, 2);
}

void test_states(void) {
  open_host();
  cancels_a_start();
  stops_a_start();
  fails_while_it_stops();
  cancels_a_shutdown();
}

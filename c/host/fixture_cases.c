/* What the settings of c_fixture can ask for, one after the other. */
#include <string.h>

#include "cases.h"
#include "check.h"
#include "fixture.h"
#include "json.h"
#include "records.h"
#include "slice.h"
#include "tokens.h"

const ferrule_component *fixture;
int64_t fixture_blocks;

int64_t fixture_field(ferrule_ref component, const char *message, const char *key) {
  text fields = {0};
  const json_value *tree = NULL;
  int64_t value = INT64_MIN;
  if (record_wait_log(component, message, &fields) &&
      json_parse(text_slice(&fields), &tree, NULL) == FERRULE_OK) {
    const json_value *member = json_member(tree, key);
    value = member == NULL ? INT64_MIN : member->integer;
    json_free(tree);
  }
  text_free(&fields);
  return value;
}

static void try_endings(void) {
  static const struct {
    const char *settings;
    int32_t create, start, stop;
    int misuses;
  } cases[] = {
      {"{\"start\":\"async\",\"shutdown\":\"async\"}", 0, 0, 0, 0},
      {"{\"start\":\"inline\",\"shutdown\":\"inline\"}", 0, 0, 0, 0},
      {"{\"start\":\"error\",\"shutdown\":\"error\"}", 0, FERRULE_E_INTERNAL, FERRULE_E_INTERNAL,
       0},
      {"{\"start\":\"error\",\"code\":-4,\"flags\":2}", 0, FERRULE_E_BUSY, 0, 0},
      {"{\"start\":\"async_error\"}", 0, FERRULE_E_INTERNAL, 0, 0},
      {"{\"shutdown\":\"async_error\"}", 0, 0, FERRULE_E_INTERNAL, 0},
      {"{\"shutdown\":\"async_error\",\"error_size\":8}", 0, 0, FERRULE_E_INTERNAL, 0},
      {"{\"start\":\"panic\"}", 0, FERRULE_E_PANIC, 0, 0},
      {"{\"start\":\"double\"}", 0, 0, 0, 1},
      {"{\"start\":\"many\",\"shutdown\":\"many\"}", 0, 0, 0, 126},
      {"{\"start\":\"unasked\"}", 0, 0, 0, 1},
      {"{\"start\":\"strange\",\"shutdown\":\"async_strange\"}", 0, 77, 77, 0},
      {"{\"create\":\"error\"}", FERRULE_E_INTERNAL, FERRULE_E_STATE, FERRULE_E_STATE, 0},
      {"{\"create\":\"panic\"}", FERRULE_E_PANIC, FERRULE_E_STATE, FERRULE_E_STATE, 0},
      {"{\"create\":\"never\"}", 0, FERRULE_E_STATE, FERRULE_E_STATE, 0},
      {"{\"create\":\"async\"}", FERRULE_PENDING, FERRULE_E_STATE, FERRULE_E_STATE, 0},
      {"{\"log\":true,\"status\":3,\"statuses\":[2,99]}", 0, 0, 0, 0},
      {"{\"afterwards\":true,\"metrics\":true}", 0, 0, 0, 1},
      /* The thread of the one before makes its calls now. */
      {"{\"shutdown\":\"flush\"}", 0, 0, 0, 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    token_misuses_reset();
    ends ends = subject_live(fixture, cases[i].settings);
    check(ends.create == cases[i].create && ends.start == cases[i].start &&
              ends.stop == cases[i].stop,
          "%s ends with %d, %d, %d", cases[i].settings, ends.create, ends.start, ends.stop);
    int misuses = token_misuses_wait(cases[i].misuses);
    check(misuses == cases[i].misuses, "%s: %d completions were of no use", cases[i].settings,
          misuses);
    token_misuses_reset();
    if (strstr(cases[i].settings, "afterwards") == NULL) {
      check_idle(cases[i].settings, fixture_blocks);
    }
  }
}

static void try_late(void) {
  subject self;
  text settings = settings_with(fixture, "{\"start\":\"late\"}");
  subject_create(&self, fixture, "c_fixture/late", text_slice(&settings));
  int32_t code = subject_begin_start(&self);
  check(code == FERRULE_PENDING, "a late start is pending");
  check(subject_end_start(&self, code, 20) == FERRULE_E_DEADLINE, "a late start is late");
  check(subject_stop(&self) == FERRULE_OK, "shutdown of what is late");
  check(token_outcome(self.start_token, code, 0) == FERRULE_OK, "its shutdown completes the start");
  subject_destroy(&self);
  text_free(&settings);
  check_idle("a late start", fixture_blocks);
}

static void try_cancel(void) {
  subject self;
  text settings = settings_with(fixture, "{\"start\":\"until_cancel\"}");
  subject_create(&self, fixture, "c_fixture/cancel", text_slice(&settings));
  int32_t code = subject_begin_start(&self);
  fixture->cancel(self.handle, self.start_token + 1000);
  check(subject_end_start(&self, code, 20) == FERRULE_E_DEADLINE, "another token is no concern");
  fixture->cancel(self.handle, self.start_token);
  fixture->cancel(self.handle, self.start_token);
  check(subject_end_start(&self, code, 1000) == FERRULE_E_CANCELLED, "cancel ends a start");
  check(subject_stop(&self) == FERRULE_OK, "shutdown of what was cancelled");
  subject_destroy(&self);
  text_free(&settings);
  check_idle("a cancelled start", fixture_blocks);
}

/* What is never completed stays counted as pending. This comes last. */
static void try_never(void) {
  subject self;
  ferrule_stats stats = {.size = sizeof stats};
  text settings = settings_with(fixture, "{\"start\":\"never\"}");
  subject_create(&self, fixture, "c_fixture/never", text_slice(&settings));
  int32_t code = subject_begin_start(&self);
  check(subject_end_start(&self, code, 20) == FERRULE_E_DEADLINE, "never is never");
  check(subject_stop(&self) == FERRULE_OK, "shutdown of what never starts");
  subject_destroy(&self);
  text_free(&settings);
  check(plugin->stats(&stats) == FERRULE_OK && stats.pending_tokens == 1, "a token is pending");
}

void fixture_cases(const ferrule_component *component) {
  fixture = component;
  fixture_blocks = heap_blocks();
  try_endings();
  try_late();
  try_cancel();
  fixture_call_cases();
  fixture_fault_cases();
  try_never();
}

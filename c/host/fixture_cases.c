/* What the settings of c_fixture can ask for, one after the other. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cases.h"
#include "check.h"
#include "json.h"
#include "records.h"
#include "series.h"
#include "slice.h"
#include "subject.h"
#include "table.h"
#include "tokens.h"

static const ferrule_component *fixture;
static int64_t idle_blocks;

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
      check_idle(cases[i].settings, idle_blocks);
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
  check_idle("a late start", idle_blocks);
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
  check_idle("a cancelled start", idle_blocks);
}

/* An integer of the fields of a log record; INT64_MIN if there is none. */
static int64_t field(ferrule_ref component, const char *message, const char *key) {
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

/* One that offers the interface, and one that asks it; the latter's settings are given. */
static void try_auth(const char *offering, const char *asking, int32_t found, int32_t answered) {
  subject offer;
  subject ask;
  text offers = settings_with(fixture, offering);
  text asks = settings_with(fixture, asking);
  subject_create(&offer, fixture, "c_fixture/auth", text_slice(&offers));
  subject_create(&ask, fixture, "c_fixture/user", text_slice(&asks));
  check(subject_start(&offer) == FERRULE_OK && subject_start(&ask) == FERRULE_OK, "both start");
  check(field(ask.ref, "asked server_auth", "find") == found, "%s and %s: find is %" PRId64,
        offering, asking, field(ask.ref, "asked server_auth", "find"));
  check(field(ask.ref, "asked server_auth", "authenticate") == answered,
        "%s and %s: authenticate is %" PRId64, offering, asking,
        field(ask.ref, "asked server_auth", "authenticate"));
  check(subject_stop(&ask) == FERRULE_OK && subject_stop(&offer) == FERRULE_OK, "both stop");
  int times = found == FERRULE_OK && answered != FERRULE_E_STATE ? 2 : 1;
  check(record_count_logs(ask.ref, "asked server_auth") >= times, "it asks again when it stops");
  subject_destroy(&ask);
  subject_destroy(&offer);
  text_free(&offers);
  text_free(&asks);
  check_idle(offering, idle_blocks);
}

static void try_interfaces(void) {
#define ASKS "{\"dependencies\":[\"c_fixture/auth\"],\"find\":\"c_fixture/auth\""
  try_auth("{\"interface\":true}", ASKS "}", 0, 0);
  try_auth("{\"interface\":true}", ASKS ",\"credential\":\"guess\"}", 0, FERRULE_E_REFUSED);
  try_auth("{\"interface\":true,\"authenticate\":\"error\"}", ASKS "}", 0, FERRULE_E_INTERNAL);
  try_auth("{\"interface\":true,\"authenticate\":\"panic\"}", ASKS "}", 0, FERRULE_E_PANIC);
  try_auth("{\"interface\":true,\"get_interface\":\"error\"}", ASKS "}", FERRULE_E_INTERNAL,
           FERRULE_E_STATE);
  try_auth("{\"interface\":true,\"get_interface\":\"short\"}", ASKS "}", 0, FERRULE_E_STATE);
  try_auth("{}", ASKS "}", FERRULE_E_UNSUPPORTED, FERRULE_E_STATE);
  try_auth("{\"interface\":true}", "{\"find\":\"c_fixture/auth\"}", FERRULE_E_STATE,
           FERRULE_E_STATE);
}

static void try_metrics(void) {
  subject self;
  text settings = settings_with(fixture, "{\"metrics\":true,\"describe\":true}");
  subject_create(&self, fixture, "c_fixture/metrics", text_slice(&settings));
  check(subject_start(&self) == FERRULE_OK, "start with metrics");
  check(series_sum(self.ref, "c_fixture.calls", NULL) == 5, "a counter counts");
  check(series_sum(self.ref, "c_fixture.in_flight", NULL) == 3, "an up-down counter does");
  check(series_sum(self.ref, "c_fixture.duration", NULL) == 20.5, "a histogram takes values");
  check(record_count_logs(self.ref, "described") == 2, "it asked for two subjects");
  check(subject_stop(&self) == FERRULE_OK, "shutdown with metrics");
  subject_destroy(&self);
  text_free(&settings);
  check_idle("metrics", idle_blocks);
}

static void try_bad_metrics(void) {
  static const struct {
    const char *word;
    int32_t code;
  } cases[] = {{"name", FERRULE_E_ARG},       {"kind", FERRULE_E_ARG},
               {"attributes", FERRULE_E_ARG}, {"bounds", FERRULE_E_ARG},
               {"null_bounds", FERRULE_E_ARG}, {"size", FERRULE_E_ARG},
               {"other_kind", FERRULE_E_ARG}, {"other_unit", FERRULE_E_ARG},
               {"negative", FERRULE_OK},      {"not_a_number", FERRULE_OK},
               {"many", FERRULE_E_BUSY}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char settings[64];
    snprintf(settings, sizeof settings, "{\"bad_metric\":\"%s\"}", cases[i].word);
    ends ends = subject_live(fixture, settings);
    int64_t code = field(ends.ref, "defined", "code");
    check(ends.start == FERRULE_OK && code == cases[i].code, "%s: define_metric answers %" PRId64,
          settings, code);
    check_idle(settings, idle_blocks);
  }
}

static void try_oddities(void) {
  static const char *const words[] = {"bad_utf8", "control", "empty",      "long",
                                      "absurd",   "beyond",  "null",       "not_json",
                                      "other_json", "deep_json", "duplicate_json"};
  static const char *const places[] = {
      "message",     "detail",       "log",         "target",      "fields",
      "status",      "metric_name",  "metric_unit", "metric_description",
      "metric_attributes", "find_id", "find_name",  "subject",     "dependencies"};
  table_expect_odd_texts();
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    for (size_t j = 0; j < sizeof places / sizeof *places; j++) {
      char settings[256];
      snprintf(settings, sizeof settings,
               "{\"odd\":\"%s\",\"odd_in\":\"%s\",\"log\":true,\"status\":3,\"metrics\":true,"
               "\"describe\":true,\"find\":\"x\",\"detail\":{\"a\":1},\"start\":\"async_error\"}",
               words[i], places[j]);
      ends ends = subject_live(fixture, settings);
      check(ends.start == FERRULE_E_INTERNAL && ends.stop == FERRULE_OK, "%s", settings);
      check_idle(settings, idle_blocks);
    }
  }
}

static void try_faults_of(const char *settings) {
  char more[512];
  snprintf(more, sizeof more, "%s,\"fail_at\":1000000}", settings);
  ends whole = subject_live(fixture, more);
  int64_t points = field(whole.ref, "fault points", "seen");
  check(points > 0 && points < 1000, "%s has %" PRId64 " points", settings, points);
  for (int64_t i = 1; i <= points; i++) {
    snprintf(more, sizeof more, "%s,\"fail_at\":%" PRId64 "}", settings, i);
    (void)subject_live(fixture, more);
    check_idle(more, idle_blocks);
    record_forget();
  }
}

/* Each point in turn fails; whatever comes of it, nothing may be left. */
static void try_faults(void) {
  try_faults_of("{\"log\":true,\"metrics\":true,\"describe\":true,\"find\":\"x\",\"status\":3,"
                "\"detail\":{\"a\":1},\"start\":\"async\",\"shutdown\":\"async_error\"");
  try_faults_of("{\"start\":\"many\",\"shutdown\":\"error\"");
  try_faults_of("{\"start\":\"async_error\",\"shutdown\":\"double\"");
  token_misuses_reset();
  for (int i = 1; i <= 30; i++) {
    char settings[128];
    snprintf(settings, sizeof settings,
             "{\"limits\":{\"depth\":0},\"unknown\":1,\"list\":[\"x\"],\"fail_early_at\":%d}", i);
    int32_t code = validate_settings(fixture, slice_of(settings), NULL, NULL);
    check(code == FERRULE_E_CONFIG || code == FERRULE_E_NOMEM, "validate answers %d", code);
    check_idle(settings, idle_blocks);
  }
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
  idle_blocks = heap_blocks();
  try_endings();
  try_late();
  try_cancel();
  try_interfaces();
  try_metrics();
  try_bad_metrics();
  try_oddities();
  try_faults();
  try_never();
}

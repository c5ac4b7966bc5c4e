/* What the host makes of odd texts, and the fixture of a host that fails. */
#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "fixture.h"
#include "records.h"
#include "slice.h"
#include "table.h"
#include "tokens.h"

static void try_oddities(void) {
  static const char *const words[] = {"bad_utf8",   "control",   "empty",         "long",
                                      "absurd",     "beyond",    "null",          "not_json",
                                      "other_json", "deep_json", "duplicate_json"};
  static const char *const places[] = {"message",
                                       "detail",
                                       "log",
                                       "target",
                                       "fields",
                                       "status",
                                       "metric_name",
                                       "metric_unit",
                                       "metric_description",
                                       "metric_attributes",
                                       "find_id",
                                       "find_name",
                                       "subject",
                                       "dependencies"};
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
      check_idle(settings, fixture_blocks);
    }
  }
}

/* Every `step`th point in turn fails; whatever comes of it, nothing may be left. */
static void try_faults_of(const char *settings, int64_t step) {
  char more[512];
  snprintf(more, sizeof more, "%s,\"fail_at\":1000000}", settings);
  ends whole = subject_live(fixture, more);
  int64_t points = fixture_field(whole.ref, "fault points", "seen");
  check(points > 0 && points < 1000, "%s has %" PRId64 " points", settings, points);
  for (int64_t i = 1; i <= points; i += step) {
    snprintf(more, sizeof more, "%s,\"fail_at\":%" PRId64 "}", settings, i);
    (void)subject_live(fixture, more);
    check_idle(more, fixture_blocks);
    record_forget();
  }
}

static void try_faults(void) {
  try_faults_of(
      "{\"log\":true,\"metrics\":true,\"describe\":true,\"find\":\"x\",\"status\":3,"
      "\"detail\":{\"a\":1},\"start\":\"async\",\"shutdown\":\"async_error\"",
      1);
  try_faults_of("{\"start\":\"async_error\",\"shutdown\":\"double\"", 1);
  /* The points are 64 threads, each like the others. */
  try_faults_of("{\"start\":\"many\",\"shutdown\":\"error\"", 16);
  token_misuses_reset();
  for (int i = 1; i <= 30; i++) {
    char settings[128];
    snprintf(settings, sizeof settings,
             "{\"limits\":{\"depth\":0},\"unknown\":1,\"list\":[\"x\"],\"fail_early_at\":%d}", i);
    int32_t code = validate_settings(fixture, slice_of(settings), NULL, NULL);
    check(code == FERRULE_E_CONFIG || code == FERRULE_E_NOMEM, "validate answers %d", code);
    check_idle(settings, fixture_blocks);
  }
}

void fixture_fault_cases(void) {
  try_oddities();
  try_faults();
}

/* What the fixture does for other components, and asks of the host. */
#include <inttypes.h>
#include <stdio.h>

#include "buf.h"
#include "check.h"
#include "error.h"
#include "fixture.h"
#include "records.h"
#include "series.h"
#include "slice.h"

/* One that offers the interface, and one that asks it; the latter's settings are given. */
static void try_auth(const char *offering, const char *asking, int32_t found, int32_t answered) {
  subject offer;
  subject ask;
  text offers = settings_with(fixture, offering);
  text asks = settings_with(fixture, asking);
  subject_create(&offer, fixture, "c_fixture/auth", text_slice(&offers));
  subject_create(&ask, fixture, "c_fixture/user", text_slice(&asks));
  check(subject_start(&offer) == FERRULE_OK && subject_start(&ask) == FERRULE_OK, "both start");
  check(fixture_field(ask.ref, "asked server_auth", "find") == found, "%s and %s: find is %" PRId64,
        offering, asking, fixture_field(ask.ref, "asked server_auth", "find"));
  check(fixture_field(ask.ref, "asked server_auth", "authenticate") == answered,
        "%s and %s: authenticate is %" PRId64, offering, asking,
        fixture_field(ask.ref, "asked server_auth", "authenticate"));
  check(subject_stop(&ask) == FERRULE_OK && subject_stop(&offer) == FERRULE_OK, "both stop");
  int times = found == FERRULE_OK && answered != FERRULE_E_STATE ? 2 : 1;
  check(record_count_logs(ask.ref, "asked server_auth") >= times, "it asks again when it stops");
  subject_destroy(&ask);
  subject_destroy(&offer);
  text_free(&offers);
  text_free(&asks);
  check_idle(offering, fixture_blocks);
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

/* A host that asks for credentials; those of `settings` answer with that code, and may be kept. */
static void try_credentials(const char *with, int32_t answered, int64_t keep_ns) {
  subject offer;
  text settings = settings_with(fixture, with);
  subject_create(&offer, fixture, "c_fixture/client", text_slice(&settings));
  check(subject_start(&offer) == FERRULE_OK, "it starts");
  ferrule_slice name = slice_of(FERRULE_CLIENT_AUTH_V1);
  ferrule_interface found = {0};
  ferrule_error error = error_empty();
  check(fixture->get_interface(offer.handle, &name, &found, &error) == FERRULE_OK, "it offers");
  const ferrule_client_auth *functions = found.functions;
  ferrule_client_request request = {
      .size = sizeof request, .authority = slice_of("host:1"), .path = slice_of("/p")};
  ferrule_credentials out = {.size = sizeof out};
  int32_t code = functions->headers(found.object, &request, &out, &error);
  check(code == answered && out.keep_ns == keep_ns, "%s: headers answers %d, to keep for %" PRId64,
        with, code, out.keep_ns);
  check((code == FERRULE_OK) == (out.headers_json.release != NULL), "headers come with success");
  error_take(&error, code, "headers", NULL, NULL);
  buf_drop(&out.headers_json);
  ferrule_credentials cut = {.size = sizeof cut - 1};
  check(functions->headers(found.object, &request, &cut, NULL) == FERRULE_E_ARG, "a short struct");
  check(functions->headers(found.object, NULL, &out, NULL) == FERRULE_E_ARG, "no request");
  check(functions->headers(NULL, &request, &out, NULL) == FERRULE_E_ARG, "no object");
  check(subject_stop(&offer) == FERRULE_OK, "it stops");
  subject_destroy(&offer);
  text_free(&settings);
  check_idle(with, fixture_blocks);
}

static void try_client_auth(void) {
  try_credentials("{\"interface\":true}", FERRULE_OK, 0);
  try_credentials("{\"interface\":true,\"keep_ms\":5}", FERRULE_OK, 5000000);
  try_credentials("{\"interface\":true,\"headers\":\"error\"}", FERRULE_E_INTERNAL, 0);
  try_credentials("{\"interface\":true,\"headers\":\"panic\"}", FERRULE_E_PANIC, 0);
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
  check_idle("metrics", fixture_blocks);
}

static void try_bad_metrics(void) {
  static const struct {
    const char *word;
    int32_t code;
  } cases[] = {
      {"name", FERRULE_E_ARG},       {"kind", FERRULE_E_ARG},        {"attributes", FERRULE_E_ARG},
      {"bounds", FERRULE_E_ARG},     {"null_bounds", FERRULE_E_ARG}, {"size", FERRULE_E_ARG},
      {"other_kind", FERRULE_E_ARG}, {"other_unit", FERRULE_E_ARG},  {"negative", FERRULE_OK},
      {"not_a_number", FERRULE_OK},  {"many", FERRULE_E_BUSY}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char settings[64];
    snprintf(settings, sizeof settings, "{\"bad_metric\":\"%s\"}", cases[i].word);
    ends ends = subject_live(fixture, settings);
    int64_t code = fixture_field(ends.ref, "defined", "code");
    check(ends.start == FERRULE_OK && code == cases[i].code, "%s: define_metric answers %" PRId64,
          settings, code);
    check_idle(settings, fixture_blocks);
  }
}

void fixture_call_cases(void) {
  try_interfaces();
  try_client_auth();
  try_metrics();
  try_bad_metrics();
}

/* What a health_check extension does, whoever wrote it: over the C table and over HTTP. */
#include <string.h>

#include "cases.h"
#include "check.h"
#include "health_check.h"
#include "json.h"
#include "slice.h"

static void expect_problem(const char *settings, const char *pointer, const char *start) {
  text detail = {0};
  const json_value *problems = NULL;
  int32_t code = validate_settings(health_check, slice_of(settings), NULL, &detail);
  check(code == FERRULE_E_CONFIG, "%s is refused", settings);
  (void)json_parse(text_slice(&detail), &problems, NULL);
  const json_value *first = problems == NULL ? NULL : problems->first;
  const json_value *where = first == NULL ? NULL : json_member(first, "pointer");
  const json_value *message = first == NULL ? NULL : json_member(first, "message");
  check(first != NULL && first->next == NULL, "%s has one problem: %s", settings,
        text_string(&detail));
  check(where != NULL && slice_is(where->text, pointer), "%s: %s", settings, text_string(&detail));
  check(message != NULL && message->text.len >= strlen(start) &&
            memcmp(message->text.ptr, start, strlen(start)) == 0,
        "%s: %s", settings, text_string(&detail));
  json_free(problems);
  text_free(&detail);
}

static void refuses_settings(void) {
  expect_problem("{\"endpoint\":\"localhost\"}", "/endpoint", "`localhost` has no port");
  expect_problem("{\"endpoint\":\"\"}", "/endpoint", "the endpoint is empty");
  expect_problem("{\"endpoint\":\"::1:80\"}", "/endpoint", "`::1:80` has too many colons");
  expect_problem("{\"endpoint\":\"localhost:70000\"}", "/endpoint", "`70000` is not a port");
  expect_problem("{\"endpoint\":5}", "/endpoint", "");
  expect_problem("{\"path\":\"health\"}", "/path", "the path `health` does not start with /");
  expect_problem("{\"path\":\"/{name}\"}", "/path", "not supported yet: ");
  expect_problem("{\"path\":\"/a b\"}", "/path", "`/a b` is not the path of a URL");
  expect_problem("{\"transport\":\"unix\"}", "/transport", "not supported yet: ");
  expect_problem("{\"transport\":\"udp\"}", "/transport", "`udp` is not a stream transport");
  expect_problem("{\"read_header_timeout\":\"soon\"}", "/read_header_timeout",
                 "`soon` is not a duration");
  expect_problem("{\"tls\":{\"cert_file\":\"c\"}}", "/tls", "not supported yet: ");
  expect_problem("{\"use_v2\":true}", "/use_v2", "not supported yet: ");
  expect_problem("{\"response_body\":{\"helthy\":\"yes\"}}", "/response_body/helthy",
                 "there is no setting `helthy`");
  expect_problem("{\"check_collector_pipeline\":{\"enabled\":true}}",
                 "/check_collector_pipeline/enabled", "not supported yet: ");
  expect_problem("{\"check_collector_pipeline\":{\"exporter_failure_threshold\":0}}",
                 "/check_collector_pipeline/exporter_failure_threshold", "the threshold is not");
  check(validate_settings(health_check, slice_of("{\"tls\":null,\"response_body\":null}"), NULL,
                          NULL) == FERRULE_OK,
        "a key without a value is as good as none");
}

void health_check_cases(const ferrule_component *component) {
  health_check = component;
  int64_t blocks = heap_blocks();
  refuses_settings();
  health_check_life_cases();
  health_check_http_cases();
  check_idle("health checks", blocks);
}

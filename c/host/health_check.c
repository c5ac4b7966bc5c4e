#include "health_check.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "json.h"
#include "records.h"
#include "slice.h"

const ferrule_component *health_check;

void begin(served *it, const char *id, const char *overrides_json) {
  char overrides[512];
  bool has_endpoint = strstr(overrides_json, "\"endpoint\"") != NULL;
  bool empty = strcmp(overrides_json, "{}") == 0;
  snprintf(overrides, sizeof overrides, "{%s%s%s",
           has_endpoint ? "" : "\"endpoint\":\"localhost:0\"", has_endpoint || empty ? "" : ",",
           overrides_json + 1);
  *it = (served){0};
  text settings = settings_with(health_check, overrides);
  check(subject_create(&it->subject, health_check, id, text_slice(&settings)) == FERRULE_OK,
        "create with %s: %s", overrides, text_string(&it->subject.message));
  check(subject_start(&it->subject) == FERRULE_OK, "start with %s: %s", overrides,
        text_string(&it->subject.message));
  text_free(&settings);
  text fields = {0};
  const json_value *tree = NULL;
  check(record_wait_log(it->subject.ref, "serving health checks", &fields) &&
            json_parse(text_slice(&fields), &tree, NULL) == FERRULE_OK,
        "it says where it listens");
  const json_value *address = tree == NULL ? NULL : json_member(tree, "address");
  if (address != NULL) {
    snprintf(it->address, sizeof it->address, "%.*s", SLICE_ARGS(address->text));
  }
  json_free(tree);
  text_free(&fields);
}

void finish(served *it) {
  check(subject_stop(&it->subject) == FERRULE_OK, "shutdown");
  subject_destroy(&it->subject);
}

void expect(http_answer answer, int status, const char *body, const char *what) {
  check(answer.status == status, "%s answers %d, not %d", what, answer.status, status);
  check(body == NULL || strcmp(text_string(&answer.body), body) == 0, "%s answers `%s`, not `%s`",
        what, text_string(&answer.body), body);
  http_free(&answer);
}

void expect_get(const char *address, const char *path, int status, const char *body) {
  http_client client = http_connect(address);
  expect(http_request(&client, "GET", path), status, body, path);
  http_close(&client);
}

void set_ready(served *it, bool ready) {
  check(subject_notify(&it->subject,
                       ready ? FERRULE_PIPELINES_READY : FERRULE_PIPELINES_NOT_READY) == FERRULE_OK,
        "notify");
}

/* From the start to the end of a health_check, and of several at once. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "check.h"
#include "health_check.h"
#include "json.h"
#include "records.h"
#include "slice.h"

static void check_report(const char *address) {
  http_client client = http_connect(address);
  http_answer answer = http_request(&client, "GET", "/any/path?x=y");
  const json_value *tree = NULL;
  check(answer.status == 200, "ready is %d", answer.status);
  check(strcmp(http_header(&answer, "content-type"), "application/json") == 0, "it is JSON");
  if (check(json_parse(text_slice(&answer.body), &tree, NULL) == FERRULE_OK, "it really is")) {
    const json_value *status = json_member(tree, "status");
    const json_value *since = json_member(tree, "upSince");
    const json_value *uptime = json_member(tree, "uptime");
    check(status != NULL && slice_is(status->text, "Server available"), "the status is told");
    check(since != NULL && since->text.len >= 20 && since->text.ptr[0] == '2' &&
              since->text.ptr[since->text.len - 1] == 'Z',
          "since when is told");
    check(uptime != NULL && uptime->text.len >= 2 && uptime->text.ptr[uptime->text.len - 1] == 's',
          "how long is told");
  }
  json_free(tree);
  http_free(&answer);
  http_close(&client);
}

static void follows_the_lifecycle(void) {
  served it;
  begin(&it, "health_check", "{}");
  check(record_count_logs(it.subject.ref, "Starting health_check extension") == 1, "it says so");
  expect_get(it.address, "/", 503, NOT_AVAILABLE);
  set_ready(&it, true);
  text fields = {0};
  check(record_wait_log(it.subject.ref, "Health Check state change", &fields) &&
            strstr(text_string(&fields), "\"ready\"") != NULL,
        "it logs the change");
  text_free(&fields);
  check_report(it.address);
  set_ready(&it, false);
  expect_get(it.address, "/", 503, NOT_AVAILABLE);
  check(subject_stop(&it.subject) == FERRULE_OK, "shutdown");
  http_client refused = http_connect(it.address);
  check(refused.descriptor == -1, "after the shutdown nobody listens");
  http_close(&refused);
  finish(&it);
}

static void keeps_instances_apart(void) {
  served all[4];
  for (int i = 0; i < 4; i++) {
    char id[32];
    char settings[32];
    snprintf(id, sizeof id, "health_check/%d", i);
    snprintf(settings, sizeof settings, "{\"path\":\"/%d\"}", i);
    begin(&all[i], id, settings);
  }
  set_ready(&all[1], true);
  check(subject_stop(&all[3].subject) == FERRULE_OK, "shutdown of one of four");
  for (int i = 0; i < 3; i++) {
    char path[8];
    snprintf(path, sizeof path, "/%d", i);
    expect_get(all[i].address, path, i == 1 ? 200 : 503, NULL);
  }
  for (int i = 0; i < 4; i++) {
    finish(&all[i]);
  }
}

/* The message of a start that fails. */
static void expect_failure(const char *endpoint, const char *reason) {
  char overrides[128];
  char message[256];
  subject self;
  snprintf(overrides, sizeof overrides, "{\"endpoint\":\"%s\"}", endpoint);
  snprintf(message, sizeof message, "failed to bind to address %s: %s", endpoint, reason);
  text settings = settings_with(health_check, overrides);
  subject_create(&self, health_check, "health_check", text_slice(&settings));
  check(subject_start(&self) == FERRULE_E_INTERNAL, "a start on %s fails", endpoint);
  check(strcmp(text_string(&self.message), message) == 0, "it says `%s`, not `%s`",
        text_string(&self.message), message);
  check(subject_stop(&self) == FERRULE_OK, "shutdown after a failed start");
  check(subject_stop(&self) == FERRULE_OK, "shutdown after a failed start, twice");
  subject_destroy(&self);
  text_free(&settings);
}

static void says_why_it_cannot_listen(void) {
  served it;
  char endpoint[64];
  char reason[128];
  begin(&it, "health_check", "{}");
  unsigned port = 0;
  (void)sscanf(it.address, "127.0.0.1:%u", &port);
  snprintf(endpoint, sizeof endpoint, "localhost:%u", port);
  snprintf(reason, sizeof reason, "listen tcp %s: bind: address already in use", it.address);
  expect_failure(endpoint, reason);
  expect_failure("192.0.2.1:0", "listen tcp 192.0.2.1:0: bind: cannot assign requested address");
  http_client client = http_connect(it.address);
  expect(http_request(&client, "GET", "/"), 503, NULL, "whoever had the port");
  finish(&it);
  check(http_is_closed(&client), "a client of what is stopped is let go");
  http_close(&client);
  snprintf(reason, sizeof reason, "{\"endpoint\":\"%s\"}", endpoint);
  begin(&it, "health_check", reason);
  expect_get(it.address, "/", 503, NULL);
  finish(&it);
}

static void stops_without_waiting_for_clients(void) {
  served it;
  begin(&it, "health_check", "{}");
  http_client half = http_connect(it.address);
  http_send(&half, "GET / HTTP/1.1\r\nHost: ");
  http_client body = http_connect(it.address);
  http_send(&body, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n");
  finish(&it);
  check(http_is_closed(&half), "half a request does not hold it up");
  http_close(&half);
  http_close(&body);
}

static void serves_other_addresses(void) {
  static const struct {
    const char *endpoint, *reached;
  } cases[] = {{":0", "127.0.0.1"}, {"0.0.0.0:0", "127.0.0.1"}, {"[::1]:0", "[::1]"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    served it;
    char settings[64];
    char address[96];
    snprintf(settings, sizeof settings, "{\"endpoint\":\"%s\"}", cases[i].endpoint);
    begin(&it, "health_check", settings);
    const char *colon = strrchr(it.address, ':');
    snprintf(address, sizeof address, "%s%s", cases[i].reached, colon == NULL ? "" : colon);
    expect_get(address, "/", 503, NULL);
    finish(&it);
  }
}

/* Shuts the listening socket with that port, so that nothing can be accepted from it. */
static void break_listener(const char *address) {
  const char *colon = strrchr(address, ':');
  for (int descriptor = 3; descriptor < 1024; descriptor++) {
    struct sockaddr_in bound = {0};
    socklen_t length = sizeof bound;
    int listens = 0;
    socklen_t size = sizeof listens;
    char port[8];
    if (getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 && listens &&
        getsockname(descriptor, (struct sockaddr *)&bound, &length) == 0) {
      snprintf(port, sizeof port, ":%u", ntohs(bound.sin_port));
      if (colon != NULL && strcmp(colon, port) == 0) {
        (void)shutdown(descriptor, SHUT_RDWR);
      }
    }
  }
}

static void fails_for_good_without_a_listener(void) {
  served it;
  text message = {0};
  begin(&it, "health_check", "{}");
  break_listener(it.address);
  check(record_wait_status(it.subject.ref, FERRULE_STATUS_FATAL_ERROR, &message), "it is fatal");
  check(strcmp(text_string(&message), "cannot serve localhost:0: invalid argument") == 0,
        "it says `%s`", text_string(&message));
  text_free(&message);
  finish(&it);
}

void health_check_life_cases(void) {
  follows_the_lifecycle();
  keeps_instances_apart();
  says_why_it_cannot_listen();
  stops_without_waiting_for_clients();
  serves_other_addresses();
  fails_for_good_without_a_listener();
}

/* What a health_check extension does, whoever wrote it: over the C table and over HTTP. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "cases.h"
#include "check.h"
#include "health_check.h"
#include "http_client.h"
#include "json.h"
#include "records.h"
#include "slice.h"

static const ferrule_component *health_check;

void begin(served *it, const char *id, const char *overrides_json) {
  char overrides[512];
  bool has_endpoint = strstr(overrides_json, "\"endpoint\"") != NULL;
  bool empty = strcmp(overrides_json, "{}") == 0;
  snprintf(overrides, sizeof overrides, "{%s%s%s", has_endpoint ? "" : "\"endpoint\":\"localhost:0\"",
           has_endpoint || empty ? "" : ",", overrides_json + 1);
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
  check(subject_notify(&it->subject, ready ? FERRULE_PIPELINES_READY
                                           : FERRULE_PIPELINES_NOT_READY) == FERRULE_OK,
        "notify");
}

#define NOT_AVAILABLE                                                                              \
  "{\"status\":\"Server not available\",\"upSince\":\"0001-01-01T00:00:00Z\",\"uptime\":\"\"}"

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

static void gives_bodies_of_the_user(void) {
  served it;
  begin(&it, "health_check",
        "{\"response_body\":{\"healthy\":\"ALL \\\"OK\\\"\",\"unhealthy\":\"<p>NOT OK</p>\"}}");
  http_client client = http_connect(it.address);
  http_answer answer = http_request(&client, "GET", "/");
  check(strcmp(http_header(&answer, "content-type"), "text/html; charset=utf-8") == 0, "HTML");
  expect(answer, 503, "<p>NOT OK</p>", "a body of the user");
  set_ready(&it, true);
  answer = http_request(&client, "GET", "/");
  check(strcmp(http_header(&answer, "content-type"), "text/plain; charset=utf-8") == 0, "plain");
  expect(answer, 200, "ALL \"OK\"", "a body of the user");
  http_close(&client);
  finish(&it);

  begin(&it, "health_check", "{\"response_body\":{\"healthy\":\"fine\"}}");
  client = http_connect(it.address);
  answer = http_request(&client, "GET", "/");
  check(*http_header(&answer, "content-type") == '\0', "nothing has no type");
  expect(answer, 503, "", "no body");
  http_close(&client);
  finish(&it);
}

static void answers_on_its_path_only(void) {
  served it;
  begin(&it, "health_check", "{\"path\":\"/health/status\"}");
  expect_get(it.address, "/health/status", 503, NULL);
  expect_get(it.address, "/health/status?verbose", 503, NULL);
  expect_get(it.address, "/", 404, "404 page not found\n");
  expect_get(it.address, "/health/status/", 404, NULL);
  finish(&it);
  begin(&it, "health_check", "{\"path\":\"/health/\"}");
  http_client client = http_connect(it.address);
  http_answer answer = http_request(&client, "GET", "/health");
  check(strcmp(http_header(&answer, "location"), "/health/") == 0, "it says where it is");
  expect(answer, 301, "", "the path without its slash");
  http_close(&client);
  expect_get(it.address, "/health/x", 503, NULL);
  expect_get(it.address, "/healthy", 404, NULL);
  finish(&it);
}

static void answers_every_method(void) {
  static const char *const methods[] = {"POST", "PUT", "DELETE", "OPTIONS", "GET"};
  served it;
  begin(&it, "health_check", "{}");
  http_client client = http_connect(it.address);
  http_answer answer = http_request(&client, "HEAD", "/");
  check(strcmp(http_header(&answer, "content-length"), "78") == 0, "HEAD tells the length");
  expect(answer, 503, "", "HEAD");
  for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
    expect(http_request(&client, methods[i], "/"), 503, NOT_AVAILABLE, methods[i]);
  }
  http_send(&client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
  expect(http_receive(&client, true), 503, NOT_AVAILABLE, "a request with a body");
  http_close(&client);
  finish(&it);
}

static void keeps_connections(void) {
  served it;
  begin(&it, "health_check", "{}");
  http_client client = http_connect(it.address);
  for (int i = 0; i < 3; i++) {
    expect(http_request(&client, "GET", "/"), 503, NULL, "one of several requests");
  }
  http_send(&client, "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
  expect(http_receive(&client, true), 503, NULL, "the first of two requests at once");
  expect(http_receive(&client, true), 503, NULL, "the second of two requests at once");
  http_send(&client, "GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n");
  expect(http_receive(&client, true), 503, NULL, "the last request");
  check(http_is_closed(&client), "a client that wants it is let go");
  http_close(&client);
  finish(&it);

  begin(&it, "health_check", "{\"keep_alives_enabled\":false}");
  client = http_connect(it.address);
  http_answer answer = http_request(&client, "GET", "/");
  check(strcmp(http_header(&answer, "connection"), "close") == 0, "it says that it closes");
  expect(answer, 503, NULL, "the only request");
  check(http_is_closed(&client), "it closes");
  http_close(&client);
  finish(&it);
}

static void takes_a_request_byte_by_byte(void) {
  served it;
  begin(&it, "health_check", "{}");
  http_client client = http_connect(it.address);
  for (const char *at = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"; *at != '\0'; at++) {
    http_send(&client, (char[]){*at, '\0'});
  }
  expect(http_receive(&client, true), 503, NULL, "a request in small pieces");
  http_close(&client);
  finish(&it);
}

static void refuse(served *it, const char *request, int status) {
  http_client client = http_connect(it->address);
  http_send(&client, request);
  expect(http_receive(&client, true), status, NULL, "what is no request");
  check(http_is_closed(&client), "what is no request ends the connection");
  http_close(&client);
}

static void refuses_bad_requests(void) {
  served it;
  text large = {0};
  text many = {0};
  begin(&it, "health_check", "{}");
  http_client good = http_connect(it.address);
  expect(http_request(&good, "GET", "/"), 503, NULL, "a good client");
  text_format(&large, "GET / HTTP/1.1\r\nHost: x\r\nX: %020000d\r\n\r\n", 0);
  text_format(&many, "GET / HTTP/1.1\r\n");
  for (int i = 0; i < 101; i++) {
    text_format(&many, "X: y\r\n");
  }
  text_format(&many, "\r\n");
  refuse(&it, "this is not HTTP\r\n\r\n", 400);
  refuse(&it, large.bytes, 431);
  refuse(&it, many.bytes, 431);
  expect(http_request(&good, "GET", "/"), 503, NULL, "a good client after bad ones");
  http_close(&good);
  text_free(&large);
  text_free(&many);
  finish(&it);
}

static void lets_slow_clients_go(void) {
  served it;
  begin(&it, "health_check", "{\"read_header_timeout\":\"30ms\"}");
  http_client slow = http_connect(it.address);
  http_send(&slow, "GET / HT");
  http_client idle = http_connect(it.address);
  expect(http_request(&idle, "GET", "/"), 503, NULL, "a client that is idle afterwards");
  check(http_is_closed(&slow), "a slow client is let go");
  check(http_is_closed(&idle), "an idle client is let go");
  http_close(&slow);
  http_close(&idle);
  expect_get(it.address, "/", 503, NULL);
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
  follows_the_lifecycle();
  gives_bodies_of_the_user();
  answers_on_its_path_only();
  answers_every_method();
  keeps_connections();
  takes_a_request_byte_by_byte();
  refuses_bad_requests();
  lets_slow_clients_go();
  keeps_instances_apart();
  says_why_it_cannot_listen();
  stops_without_waiting_for_clients();
  serves_other_addresses();
  fails_for_good_without_a_listener();
  check_idle("health checks", blocks);
}

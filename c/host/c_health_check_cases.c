/* What the health_check in C does otherwise than the one in Rust, or beyond it. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cases.h"
#include "check.h"
#include "health_check.h"
#include "memory.h"
#include "records.h"
#include "series.h"
#include "slice.h"

/* As many as it takes at the same time. */
#define MOST_CLIENTS 256

static void is_strict(void) {
  static const struct {
    const char *request;
    int status;
  } cases[] = {
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400},
      {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
       400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
      {"GET / HTTP/1.0\r\n\r\n", 503},
      {"GET http://a/x?y HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 503},
  };
  served it;
  begin(&it, "health_check", "{}");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    http_client client = http_connect(it.address);
    http_send(&client, cases[i].request);
    http_answer answer = http_receive(&client, true);
    check(strcmp(http_header(&answer, "connection"), "close") == 0, "it says that it closes");
    expect(answer, cases[i].status, NULL, cases[i].request);
    check(http_is_closed(&client), "it closes after %s", cases[i].request);
    http_close(&client);
  }
  finish(&it);
}

static void counts_requests(void) {
  served it;
  begin(&it, "health_check", "{\"path\":\"/health\"}");
  http_client client = http_connect(it.address);
  expect(http_request(&client, "GET", "/health"), 503, NULL, "unavailable");
  set_ready(&it, true);
  expect(http_request(&client, "GET", "/health"), 200, NULL, "available");
  expect(http_request(&client, "GET", "/health"), 200, NULL, "available");
  expect(http_request(&client, "GET", "/"), 404, NULL, "elsewhere");
  http_close(&client);
  const char *name = "health_check.requests";
  check(subject_stop(&it.subject) == FERRULE_OK, "shutdown");
  check(series_sum(it.subject.ref, name, NULL) == 4, "four requests were counted");
  check(series_sum(it.subject.ref, name, "{\"http.response.status_code\":200}") == 2,
        "two of them with 200");
  finish(&it);
}

static void bounds_its_clients(void) {
  static http_client idle[MOST_CLIENTS];
  served it;
  begin(&it, "health_check", "{}");
  for (int i = 0; i < MOST_CLIENTS; i++) {
    idle[i] = http_connect(it.address);
  }
  expect(http_request(&idle[MOST_CLIENTS - 1], "GET", "/"), 503, NULL, "the last that is served");
  http_client waiting = http_connect(it.address);
  http_send(&waiting, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  check(http_is_silent(&waiting, 30), "one more has to wait");
  http_close(&idle[0]);
  expect(http_receive(&waiting, true), 503, NULL, "who had to wait");
  http_close(&waiting);
  finish(&it);
  for (int i = 1; i < MOST_CLIENTS; i++) {
    http_close(&idle[i]);
  }
}

/* Lets this process have no more descriptors than it has. */
static struct rlimit forbid_descriptors(void) {
  struct rlimit before;
  (void)getrlimit(RLIMIT_NOFILE, &before);
  int next = dup(0);
  (void)close(next);
  struct rlimit now = {.rlim_cur = (rlim_t)next, .rlim_max = before.rlim_max};
  (void)setrlimit(RLIMIT_NOFILE, &now);
  return before;
}

static void recovers_when_descriptors_ran_out(void) {
  served it;
  begin(&it, "health_check", "{}");
  http_client client = http_connect(it.address);
  expect(http_request(&client, "GET", "/"), 503, NULL, "while there are descriptors");
  http_close(&client);
  /* Connected now, accepted later: the place that it takes is the last one. */
  struct rlimit before;
  client = http_connect(it.address);
  expect(http_request(&client, "GET", "/"), 503, NULL, "the one before");
  int spare = dup(0);
  before = forbid_descriptors();
  (void)close(spare);
  http_client waiting = http_connect(it.address);
  check(record_wait_status(it.subject.ref, FERRULE_STATUS_RECOVERABLE_ERROR, NULL),
        "it says that there are no descriptors");
  (void)setrlimit(RLIMIT_NOFILE, &before);
  check(record_wait_status(it.subject.ref, FERRULE_STATUS_OK, NULL),
        "it says that there are again");
  expect(http_request(&waiting, "GET", "/"), 503, NULL, "who had to wait");
  check(record_count_logs(it.subject.ref, "cannot take a connection: too many open files") == 1,
        "it said so once");
  http_close(&waiting);
  http_close(&client);
  finish(&it);
}

/* A request, if it can be found out where to send it. */
static void ask_somehow(const subject *self) {
  char address[80] = "";
  text fields = {0};
  if (record_count_logs(self->ref, "serving health checks") > 0 &&
      record_wait_log(self->ref, "serving health checks", &fields)) {
    (void)sscanf(text_string(&fields), "{\"address\":\"%79[^\"]", address);
  }
  text_free(&fields);
  http_client client = http_connect(address);
  if (client.descriptor != -1) {
    http_answer answer = http_request(&client, "GET", "/");
    check(answer.status == 0 || answer.status == 503, "without memory it answers %d",
          answer.status);
    http_free(&answer);
  }
  http_close(&client);
}

/* Each allocation in turn fails while a client asks. */
static void answers_without_memory(void) {
  int64_t blocks = heap_blocks();
  int64_t k = 0;
  int64_t seen = memory_can_fail() ? INT64_MAX : -1;
  text settings = settings_with(health_check, "{\"endpoint\":\"localhost:0\"}");
  while (k <= seen) {
    subject self;
    memory_fail_at(++k);
    (void)subject_create(&self, health_check, "health_check", text_slice(&settings));
    if (self.handle != NULL) {
      if (subject_start(&self) == FERRULE_OK) {
        ask_somehow(&self);
      }
      check(subject_stop(&self) == FERRULE_OK, "shutdown without memory");
    }
    subject_destroy(&self);
    seen = memory_fail_never();
    check_idle("a request without memory", blocks);
  }
  text_free(&settings);
}

void c_health_check_cases(void) {
  int64_t blocks = heap_blocks();
  is_strict();
  counts_requests();
  bounds_its_clients();
  recovers_when_descriptors_ran_out();
  answers_without_memory();
  check_idle("what is special of it", blocks);
}

/* What clients of a health_check may do, and what they get. */
#include <string.h>

#include "check.h"
#include "health_check.h"
#include "slice.h"

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

void health_check_http_cases(void) {
  gives_bodies_of_the_user();
  answers_on_its_path_only();
  answers_every_method();
  keeps_connections();
  takes_a_request_byte_by_byte();
  refuses_bad_requests();
  lets_slow_clients_go();
}

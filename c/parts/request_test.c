#include "../health_check/request.h"

#include <string.h>

#include "../host/check.h"
#include "parts.h"
#include "slice.h"
#include "text.h"

static void expect_request(const char *text, request_state state, const char *path,
                           bool keep_alive) {
  request request = {0};
  request_state found = request_parse(text, strlen(text), &request);
  check(found == state, "`%s` is %d, not %d", text, found, state);
  if (state == REQUEST_WHOLE && found == state) {
    check(slice_is(request.path, path), "`%s` is for %s", text, path);
    check(request.keep_alive == keep_alive, "`%s` keeps the connection: %d", text, keep_alive);
  }
}

static void bounds_its_size(void) {
  text text = {0};
  request request = {0};
  text_format(&text, "GET / HTTP/1.1\r\nHost: a\r\nX: %08000d", 0);
  check(request_parse(text.bytes, text.length, &request) == REQUEST_PARTIAL, "8,000 are taken");
  text_format(&text, "%0200d", 0);
  check(request_parse(text.bytes, text.length, &request) == REQUEST_TOO_LARGE, "8,192 are not");
  text_free(&text);
  text_format(&text, "GET / HTTP/1.1\r\nHost: a\r\n");
  for (int i = 1; i < REQUEST_MAX_HEADERS; i++) {
    text_format(&text, "X: y\r\n");
  }
  text_format(&text, "\r\n");
  check(request_parse(text.bytes, text.length, &request) == REQUEST_WHOLE, "100 headers are taken");
  text_free(&text);
}

void test_requests(void) {
  expect_request("GET / HTTP/1.1\r\nHost: a\r\n\r\n", REQUEST_WHOLE, "/", true);
  expect_request("\r\nGET / HTTP/1.1\nhost:a\n\n", REQUEST_WHOLE, "/", true);
  expect_request("HEAD /a/b?c=d HTTP/1.0\r\n\r\n", REQUEST_WHOLE, "/a/b", false);
  expect_request("OPTIONS * HTTP/1.1\r\nHost:\r\n\r\n", REQUEST_WHOLE, "*", true);
  expect_request("GET http://h:80/x?y HTTP/1.1\r\nHost: h\r\n\r\n", REQUEST_WHOLE, "/x", true);
  expect_request("GET http://h HTTP/1.1\r\nHost: h\r\n\r\n", REQUEST_WHOLE, "/", true);
  expect_request("GET ?x HTTP/1.1\r\nHost: h\r\n\r\n", REQUEST_WHOLE, "", true);
  expect_request("GET / HTTP/1.1\r\nHost: a\r\nConnection: x , CLOSE\r\n\r\n", REQUEST_WHOLE, "/",
                 false);
  expect_request("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n", REQUEST_WHOLE, "/",
                 false);
  expect_request("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", REQUEST_WHOLE, "/",
                 true);
  expect_request("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\n", REQUEST_WHOLE, "/",
                 false);
  expect_request("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", REQUEST_WHOLE,
                 "/", false);
  expect_request("", REQUEST_PARTIAL, NULL, false);
  expect_request("GET / HTTP/1.1\r\nHost: a\r\n\r", REQUEST_PARTIAL, NULL, false);
  static const char *const bad[] = {
      "GET\r\n\r\n",
      "GET /\r\n\r\n",
      "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
      "GET / HTTP/1.x\r\nHost: a\r\n\r\n",
      "GET / http/1.1\r\nHost: a\r\n\r\n",
      "G@T / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n",
      " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1\r\nHost a\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nX: \x01\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    expect_request(bad[i], REQUEST_BAD, NULL, false);
  }
  expect_request("GET / HTTP/3.0\r\nHost: a\r\n\r\n", REQUEST_VERSION, NULL, false);
  bounds_its_size();
}

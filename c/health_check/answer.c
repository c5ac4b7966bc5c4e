#include "answer.h"

#include "duration.h"
#include "mount.h"
#include "slice.h"
#include "sniff.h"
#include "threads.h"
#include "timestamp.h"

#define PLAIN "text/plain; charset=utf-8"

/* Everything but the body is decided. */
typedef struct answer {
  int status;
  const char *reason;
  const char *content_type; /* NULL for none */
  ferrule_slice location;   /* of a redirect */
  bool close, without_body;
} answer;

static int add_answer(text *to, answer answer, ferrule_slice body) {
  text_format(to, "HTTP/1.1 %d %s\r\nDate: ", answer.status, answer.reason);
  timestamp_http(to, time(NULL));
  if (answer.content_type != NULL) {
    text_format(to, "\r\nContent-Type: %s", answer.content_type);
  }
  if (answer.status == 404) {
    text_format(to, "\r\nX-Content-Type-Options: nosniff");
  }
  if (answer.location.len > 0) {
    text_format(to, "\r\nLocation: ");
    text_add(to, answer.location);
  }
  text_format(to, "\r\nContent-Length: %llu%s\r\n\r\n", (unsigned long long)body.len,
              answer.close ? "\r\nConnection: close" : "");
  if (!answer.without_body) {
    text_add(to, body);
  }
  return answer.status;
}

/* The usual body of an answer to a health check. */
static void add_report(text *to, since since) {
  if (!since.up) {
    text_format(to,
                "{\"status\":\"Server not available\",\"upSince\":\"0001-01-01T00:00:00Z\","
                "\"uptime\":\"\"}");
    return;
  }
  text_format(to, "{\"status\":\"Server available\",\"upSince\":\"");
  timestamp_rfc3339(to, since.wall);
  text_format(to, "\",\"uptime\":\"");
  duration_format(to, clock_ns() - since.steady_ns);
  text_format(to, "\"}");
}

static int answer_health(text *to, const config *config, since since, answer answer) {
  answer.status = since.up ? 200 : 503;
  answer.reason = since.up ? "OK" : "Service Unavailable";
  if (config->has_bodies) {
    ferrule_slice body = since.up ? config->healthy : config->unhealthy;
    answer.content_type = sniff_content_type(body);
    return add_answer(to, answer, body);
  }
  text report = {0};
  add_report(&report, since);
  answer.content_type = "application/json";
  int status = add_answer(to, answer, text_slice(&report));
  to->failed |= report.failed;
  text_free(&report);
  return status;
}

int answer_request(text *to, const config *config, since since, const request *request,
                   bool close) {
  answer answer = {.close = close, .without_body = request->is_head};
  switch (mount_route(config->path, request->path)) {
    case ROUTE_HEALTH:
      return answer_health(to, config, since, answer);
    case ROUTE_REDIRECT:
      answer.status = 301;
      answer.reason = "Moved Permanently";
      answer.location = config->path;
      return add_answer(to, answer, no_slice);
    case ROUTE_NOT_FOUND:
      break;
  }
  answer.status = 404;
  answer.reason = "Not Found";
  answer.content_type = PLAIN;
  return add_answer(to, answer, slice_of("404 page not found\n"));
}

int answer_error(text *to, request_state state) {
  answer answer = {.content_type = PLAIN, .close = true};
  if (state == REQUEST_TOO_LARGE) {
    answer.status = 431;
    answer.reason = "Request Header Fields Too Large";
  } else if (state == REQUEST_VERSION) {
    answer.status = 505;
    answer.reason = "HTTP Version Not Supported";
  } else {
    answer.status = 400;
    answer.reason = "Bad Request";
  }
  return add_answer(to, answer, slice_of(answer.reason));
}

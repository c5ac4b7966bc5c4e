#include <string.h>

#include "../health_check/config.h"
#include "../health_check/duration.h"
#include "../health_check/mount.h"
#include "../health_check/sniff.h"
#include "../health_check/timestamp.h"
#include "../host/check.h"
#include "heap.h"
#include "parts.h"
#include "slice.h"

void test_durations(void) {
  static const struct {
    const char *text;
    int64_t ns;
  } good[] = {{"0", 0},
              {"+5s", 5000000000},
              {"-1.5h", -5400000000000},
              {"1h15m30.918273645s", 4530918273645},
              {".5s", 500000000},
              {"1.s", 1000000000},
              {"2\xc2\xb5s3\xce\xbcs4us", 9000},
              {"9223372036854775807ns", INT64_MAX},
              {"-9223372036854775808ns", INT64_MIN},
              {"0.25h", 900000000000},
              {"0.3333333333333333333h", 1199999999999}};
  static const char *const bad[] = {"",
                                    "+",
                                    "3",
                                    "s",
                                    ".s",
                                    "1..2s",
                                    "1x",
                                    "1 s",
                                    "--1s",
                                    "9223372036854775808ns",
                                    "99999999999999999999h",
                                    "3000000h"};
  static const char *const written[] = {"0s",   "1ns",  "1.1\xc2\xb5s", "2.2ms",
                                        "3.3s", "4m5s", "5h6m7.001s",   "-1m0s"};
  int64_t ns;
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    check(duration_parse(slice_of(good[i].text), &ns) && ns == good[i].ns, "%s is %lld ns",
          good[i].text, (long long)ns);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    check(!duration_parse(slice_of(bad[i]), &ns), "`%s` is refused", bad[i]);
  }
  for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
    text text = {0};
    (void)duration_parse(slice_of(written[i]), &ns);
    duration_format(&text, ns);
    check(strcmp(text_string(&text), written[i]) == 0, "%s is written %s", written[i],
          text_string(&text));
    text_free(&text);
  }
}

void test_endpoints(void) {
  static const struct {
    const char *text, *host;
    uint16_t port;
  } good[] = {{"localhost:13133", "localhost", 13133},
              {":13133", "", 13133},
              {"0.0.0.0:0", "0.0.0.0", 0},
              {"[::1]:65535", "::1", 65535},
              {"[::]:13133", "::", 13133},
              {"health.example.org:80", "health.example.org", 80}};
  static const char *const bad[] = {"",
                                    "localhost",
                                    "localhost:",
                                    "localhost:http",
                                    "localhost:65536",
                                    "localhost:-1",
                                    "localhost:+80",
                                    "::1:80",
                                    "[::1]",
                                    "[::1]80",
                                    "[::1:80",
                                    "[localhost]:80",
                                    "http://localhost:80",
                                    "local host:80",
                                    "a]b:80"};
  endpoint endpoint;
  char why[256];
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    check(endpoint_parse(slice_of(good[i].text), &endpoint, why, sizeof why) &&
              strcmp(endpoint.host, good[i].host) == 0 && endpoint.port == good[i].port,
          "%s is %s and %d", good[i].text, endpoint.host, endpoint.port);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    why[0] = '\0';
    check(!endpoint_parse(slice_of(bad[i]), &endpoint, why, sizeof why) && why[0] != '\0',
          "`%s` is refused with a reason", bad[i]);
  }
  text long_host = {0};
  text_format(&long_host, "%0300d:80", 0);
  check(!endpoint_parse(text_slice(&long_host), &endpoint, why, sizeof why), "a long host is not");
  text_free(&long_host);
}

void test_mounts(void) {
  static const struct {
    const char *mounted, *requested;
    route route;
  } cases[] = {{"/", "/", ROUTE_HEALTH},
               {"/", "/a/b", ROUTE_HEALTH},
               {"/", "*", ROUTE_NOT_FOUND},
               {"/", "", ROUTE_REDIRECT},
               {"/health/status", "/health/status", ROUTE_HEALTH},
               {"/health/status", "/health/status/", ROUTE_NOT_FOUND},
               {"/health/status", "/health", ROUTE_NOT_FOUND},
               {"/health/", "/health/x", ROUTE_HEALTH},
               {"/health/", "/health", ROUTE_REDIRECT},
               {"/health/", "/healthy", ROUTE_NOT_FOUND}};
  static const char *const bad[] = {"", "health", "/{id}", "/a b", "/a?b", "/\xc3\xa9", "/a#b"};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    route route = mount_route(slice_of(cases[i].mounted), slice_of(cases[i].requested));
    check(route == cases[i].route, "%s at %s: %d", cases[i].requested, cases[i].mounted, route);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    problems found = {0};
    mount_check(slice_of(bad[i]), &found);
    check(found.count == 1, "`%s` is refused", bad[i]);
    (void)problems_end(&found, NULL);
  }
}

void test_sniffing(void) {
  static const struct {
    const char *body, *type;
  } cases[] = {{"ALL OK", "text/plain; charset=utf-8"},
               {"{\"status\":\"ok\"}", "text/plain; charset=utf-8"},
               {"  <HTML >", "text/html; charset=utf-8"},
               {"<p>fine</p>", "text/html; charset=utf-8"},
               {"<pre>fine</pre>", "text/plain; charset=utf-8"},
               {"<p", "text/plain; charset=utf-8"},
               {"<?xml version=\"1.0\"?>", "text/xml; charset=utf-8"},
               {"\x01", "application/octet-stream"}};
  check(sniff_content_type(no_slice) == NULL, "nothing has no type");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *type = sniff_content_type(slice_of(cases[i].body));
    check(type != NULL && strcmp(type, cases[i].type) == 0, "%s is %s", cases[i].body, type);
  }
}

static void expect_timestamp(time_t seconds, long ns, const char *expected) {
  text text = {0};
  timestamp_rfc3339(&text, (struct timespec){.tv_sec = seconds, .tv_nsec = ns});
  check(strcmp(text_string(&text), expected) == 0, "%s, not %s", text_string(&text), expected);
  text_free(&text);
}

void test_timestamps(void) {
  expect_timestamp(0, 0, "1970-01-01T00:00:00Z");
  expect_timestamp(951782400, 0, "2000-02-29T00:00:00Z");
  expect_timestamp(1709251199, 120000000, "2024-02-29T23:59:59.12Z");
  expect_timestamp(4107542400, 1, "2100-03-01T00:00:00.000000001Z");
  text text = {0};
  timestamp_http(&text, 784111777);
  check(strcmp(text_string(&text), "Sun, 06 Nov 1994 08:49:37 GMT") == 0, "%s", text_string(&text));
  text_free(&text);
}

static int64_t allocations;
static int64_t failing;

static bool refuse_one(void) { return ++allocations == failing; }

/* Whatever allocation fails, the settings are read, or refused, and nothing is left. */
static void read_without_memory(const char *json, int32_t usual) {
  int64_t blocks = heap_live_blocks();
  heap_refuses = refuse_one;
  for (failing = 1;; failing++) {
    config config;
    ferrule_error error = {.size = sizeof error};
    allocations = 0;
    int32_t code = config_read(slice_of(json), &config, &error);
    check(code == usual || code == FERRULE_E_NOMEM, "%s without memory: %d", json, code);
    if (code == FERRULE_OK) {
      config_free(&config);
    }
    if (error.message.release != NULL) {
      error.message.release(&error.message);
    }
    if (error.detail_json.release != NULL) {
      error.detail_json.release(&error.detail_json);
    }
    check(heap_live_blocks() == blocks, "nothing is left of %s", json);
    if (allocations < failing) {
      break;
    }
  }
  heap_refuses = NULL;
}

void test_config(void) {
  config config;
  check(config_read(slice_of(config_defaults), &config, NULL) == FERRULE_OK,
        "the defaults are good");
  check(config.read_header_timeout_ns == 60000000000 && config.keep_alives && !config.has_bodies &&
            strcmp(config.endpoint.host, "localhost") == 0 && config.endpoint.port == 13133,
        "and mean what they say");
  config_free(&config);
  const json_value *schema = NULL;
  check(json_parse(slice_of(config_schema_json), &schema, NULL) == FERRULE_OK,
        "the schema is JSON");
  json_free(schema);
  read_without_memory(config_defaults, FERRULE_OK);
  read_without_memory("{\"endpoint\":\"x\",\"path\":\"\",\"nonsense\":{},\"transport\":5}",
                      FERRULE_E_CONFIG);
}

package dev.ferrule.receiver.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.receiver.otlp.internal.RawHttp.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LeakWatch.class)
class CorsTest {
  private static final byte[] ONE_SPAN = Samples.traces(1).toByteArray();

  private static Rig rig(String cors) {
    return new Rig.Builder().http("cors: " + cors).start();
  }

  private static Answer preflight(Rig rig, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("OPTIONS /v1/traces HTTP/1.1\r\nHost: a\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    try (RawHttp http = new RawHttp(rig.httpAddress())) {
      return http.write(request + "\r\n").read();
    }
  }

  private static Answer post(Rig rig, String... headers) throws IOException {
    try (RawHttp http = new RawHttp(rig.httpAddress())) {
      return http.post("/v1/traces", ONE_SPAN.length, headers).write(ONE_SPAN).read();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com, https://app.example.com, true",
    "https://app.example.com, HTTPS://APP.example.com, true",
    "https://app.example.com, https://app.example.com.evil.org, false",
    "https://*.example.com,   https://a.b.example.com, true",
    "https://*.example.com,   https://example.com, false",
    "http*.example.com,       http.example.com, true",
    "'*',                     https://anywhere.org, true"
  })
  void knowsWhoMaySend(String allowed, String origin, boolean may) throws IOException {
    try (Rig rig = rig("{allowed_origins: ['https://other.org', '%s']}".formatted(allowed))) {
      String shown = "Access-Control-Allow-Origin: " + (allowed.equals("*") ? "*" : origin);
      Answer preflight = preflight(rig, "Origin: " + origin, "Access-Control-Request-Method: POST");
      assertThat(preflight.code()).isEqualTo(204);
      assertThat(preflight.has(shown)).isEqualTo(may);
      assertThat(
              preflight.has(
                  "Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"))
          .isTrue();
      Answer answer = post(rig, "Origin: " + origin);
      // It is for the browser to hide it from the page.
      assertThat(answer.code()).isEqualTo(200);
      assertThat(answer.has(shown)).isEqualTo(may);
      assertThat(answer.has("Access-Control-Allow-Credentials: true")).isEqualTo(may);
      assertThat(answer.has("Vary: Origin")).isTrue();
      assertThat(rig.sink.arrivals()).hasSize(1);
    }
  }

  @Test
  void saysWhatMayBeSentAndSeen() throws IOException {
    try (Rig rig =
        rig(
            "{allowed_origins: ['http://a'], allowed_headers: [X-Tenant], exposed_headers: [X-Id,"
                + " X-More], max_age: 600}")) {
      Answer good =
          preflight(
              rig,
              "Origin: http://a",
              "Access-Control-Request-Method: POST",
              "Access-Control-Request-Headers: x-tenant");
      assertThat(good.has("Access-Control-Allow-Origin: http://a")).isTrue();
      assertThat(good.has("Access-Control-Allow-Methods: POST")).isTrue();
      assertThat(good.has("Access-Control-Allow-Headers: x-tenant")).isTrue();
      assertThat(good.has("Access-Control-Allow-Credentials: true")).isTrue();
      assertThat(good.has("Access-Control-Max-Age: 600")).isTrue();
      Answer header =
          preflight(
              rig,
              "Origin: http://a",
              "Access-Control-Request-Method: POST",
              "Access-Control-Request-Headers: x-tenant,x-other");
      assertThat(header.headers()).noneMatch(it -> it.startsWith("access-control-"));
      Answer method = preflight(rig, "Origin: http://a", "Access-Control-Request-Method: DELETE");
      assertThat(method.headers()).noneMatch(it -> it.startsWith("access-control-"));
      assertThat(post(rig, "Origin: http://a").has("Access-Control-Expose-Headers: X-Id, X-More"))
          .isTrue();
      assertThat(post(rig).headers()).noneMatch(it -> it.startsWith("access-control-"));
      assertThat(rig.sink.arrivals()).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', content-type, true",
    "'', x-requested-with, true",
    "'', x-tenant, false",
    "'*', x-tenant, true"
  })
  void someHeadersNeedNoMention(String allowed, String asked, boolean may) throws IOException {
    try (Rig rig =
        rig(
            "{allowed_origins: ['http://a'], max_age: -1, allowed_headers: %s}"
                .formatted(allowed.isEmpty() ? "[]" : "['" + allowed + "']"))) {
      Answer answer =
          preflight(
              rig,
              "Origin: http://a",
              "Access-Control-Request-Method: POST",
              "Access-Control-Request-Headers: " + asked);
      assertThat(answer.has("Access-Control-Allow-Origin: http://a")).isEqualTo(may);
      assertThat(answer.has("Access-Control-Max-Age: 0")).isEqualTo(may);
    }
  }

  @Test
  void refusalsCarryItToo() throws IOException {
    try (Rig rig = rig("{allowed_origins: ['http://a']}");
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.write(
          "POST /v1/traces HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nContent-Length: 0\r\n\r\n");
      Answer answer = http.read();
      assertThat(answer.code()).isEqualTo(415);
      assertThat(answer.has("Access-Control-Allow-Origin: http://a")).isTrue();
      http.write("POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
      assertThat(http.read().has("Access-Control-Allow-Origin: http://a")).isFalse();
    }
  }

  @Test
  void withoutOriginsItIsOff() throws IOException {
    try (Rig rig = rig("{allowed_headers: [X-Tenant]}")) {
      assertThat(rig.log.lines())
          .contains(
              "WARN The CORS configuration specifies allowed headers but no allowed origins, and is"
                  + " therefore ignored.");
      assertThat(preflight(rig, "Origin: http://a", "Access-Control-Request-Method: POST").code())
          .isEqualTo(405);
      assertThat(post(rig, "Origin: http://a").headers())
          .noneMatch(it -> it.startsWith("access-control-") || it.startsWith("vary"));
    }
  }
}

package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.testkit.Bytes;
import dev.ferrule.testkit.WebServer;
import dev.ferrule.testkit.WebServer.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body is sent again where a server says so; it is never left behind. */
final class HttpRedirectTest {

  private static Answer to(int status, String location) {
    return new Answer(status, Map.of("Location", location), Bytes.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  void theBodyGoesWhereTheServerSays(int status) throws Exception {
    try (WebServer last = WebServer.answering(_ -> Answer.of(200));
        WebServer first =
            WebServer.answering(request ->
                request.path().equals("/a") ? to(status, "/b?c") : to(status, last.url() + "/d"));
        HttpCalls calls = new HttpCalls("headers: {X-Tenant: t}\ncompression: none")) {
      assertThat(calls.post(first.url() + "/a", "body").status()).isEqualTo(200);
      assertThat(first.next().body()).hasToString("body");
      assertThat(first.next().path()).isEqualTo("/b?c");
      WebServer.Request request = last.next();
      assertThat(request.path()).isEqualTo("/d");
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.body()).hasToString("body");
      assertThat(request.header("x-tenant")).isEqualTo("t");
      assertThat(request.header("host")).isEqualTo("127.0.0.1:" + last.port());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304, 305})
  void othersWouldLoseTheBodyAndAreTheLastWord(int status) throws Exception {
    try (WebServer server = WebServer.answering(_ -> to(status, "/login"));
        HttpCalls calls = new HttpCalls("")) {
      assertThat(calls.post(server.url(), "body").status()).isEqualTo(status);
      server.next();
      assertThat(server.waiting()).isZero();
    }
  }

  @Test
  void withoutALocationItIsTheLastWord() throws Exception {
    try (WebServer server = WebServer.answering(_ -> Answer.of(307));
        HttpCalls calls = new HttpCalls("")) {
      assertThat(calls.post(server.url(), "body").status()).isEqualTo(307);
    }
  }

  @Test
  void circlesEnd() throws Exception {
    try (WebServer server = WebServer.answering(_ -> to(307, "/again"));
        HttpCalls calls = new HttpCalls("")) {
      assertThatThrownBy(() -> calls.post(server.url(), "body"))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith(": stopped after 10 redirects");
      assertThat(server.waiting()).isEqualTo(11);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x/", "http://", "::"})
  void whatLeadsNowhereIsAFailure(String location) throws Exception {
    try (WebServer server = WebServer.answering(_ -> to(307, location));
        HttpCalls calls = new HttpCalls("")) {
      assertThatThrownBy(() -> calls.post(server.url(), "body"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("failed to parse Location header");
    }
  }
}

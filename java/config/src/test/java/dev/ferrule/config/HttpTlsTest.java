package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ComponentException;
import dev.ferrule.testkit.Bytes;
import dev.ferrule.testkit.Certificates;
import dev.ferrule.testkit.WebServer;
import dev.ferrule.testkit.WebServer.Answer;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP over TLS, in both versions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HttpTlsTest {
  private final Certificates server;
  private final Certificates named;

  HttpTlsTest(@TempDir Path directory) throws Exception {
    server = Certificates.selfSigned(directory, "server", "dns:localhost,ip:127.0.0.1");
    named = Certificates.selfSigned(directory, "named", "dns:otlp.example.com");
  }

  private static String trusting(Certificates ca, String more) {
    return "headers: {X-Tenant: t}\ntls: {ca_file: '" + ca.cert() + "'" + more + "}\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "force_attempt_http2: true | HTTP/2.0",
        "force_attempt_http2: false | HTTP/1.1",
        "disable_keep_alives: true | HTTP/1.1",
        "{} | HTTP/2.0"
      })
  void theVersionIsAsConfigured(String yaml, String version) throws Exception {
    String more = yaml.equals("{}") ? "" : yaml;
    try (Http2Server peer = new Http2Server(server.server());
        HttpCalls calls = new HttpCalls(trusting(server, "") + more)) {
      for (int length : new int[] {0, 1, 1_000_000, 5}) {
        HttpAnswer answer =
            calls.post(peer.url() + "/v1/logs?a=b", new byte[length], OptionalLong.empty());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(HttpCalls.text(answer)).isEqualTo("got it");
        assertThat(peer.next())
            .isEqualTo(
                version
                    + " POST /v1/logs?a=b "
                    + peer.url().substring("https://".length())
                    + " t "
                    + length);
      }
    }
  }

  @Test
  void namesMustMatch() throws Exception {
    try (WebServer peer = WebServer.encrypted(named.server(), _ -> Answer.of(200))) {
      try (HttpCalls calls = new HttpCalls(trusting(named, ""))) {
        assertThatThrownBy(() -> calls.post(peer.url(), "x"))
            .hasMessageContaining("No subject alternative names");
      }
      try (HttpCalls calls =
          new HttpCalls(trusting(named, ", server_name_override: otlp.example.com"))) {
        assertThat(calls.post(peer.url(), "x").status()).isEqualTo(200);
      }
      try (HttpCalls calls =
          new HttpCalls(trusting(named, ", server_name_override: other.example.com"))) {
        assertThatThrownBy(() -> calls.post(peer.url(), "x"))
            .hasMessageContaining("other.example.com");
      }
    }
  }

  @Test
  void verificationCanBeSkipped() throws Exception {
    try (WebServer peer = WebServer.encrypted(named.server(), _ -> Answer.of(200));
        HttpCalls calls = new HttpCalls("tls: {insecure_skip_verify: true}")) {
      assertThat(calls.post(peer.url(), "x").status()).isEqualTo(200);
    }
  }

  @Test
  void insecureDoesNotTurnOffTlsForHttps() throws Exception {
    try (WebServer peer = WebServer.encrypted(server.server(), _ -> Answer.of(200));
        HttpCalls calls = new HttpCalls("tls: {insecure: true}")) {
      assertThatThrownBy(() -> calls.post(peer.url(), "x"))
          .hasMessageContaining("unable to find valid certification path");
    }
  }

  @Test
  void versionsCanBeLimited() throws Exception {
    try (WebServer peer = WebServer.encrypted(server.server(), _ -> Answer.of(200));
        HttpCalls calls =
            new HttpCalls(trusting(server, ", min_version: '1.3', max_version: '1.3'"))) {
      assertThat(calls.post(peer.url(), "x").status()).isEqualTo(200);
    }
  }

  @Test
  void plainTextIsNotTakenForTls() throws Exception {
    try (WebServer peer = WebServer.answering(_ -> Answer.of(200));
        HttpCalls calls = new HttpCalls("timeout: 500ms")) {
      assertThatThrownBy(() -> calls.post("https://127.0.0.1:" + peer.port(), "x"))
          .hasMessageStartingWith("Post \"https://");
      assertThat(peer.waiting()).isZero();
    }
  }

  @Test
  void aRedirectionMustStayEncrypted() throws Exception {
    try (WebServer plain = WebServer.answering(_ -> Answer.of(200));
        WebServer peer =
            WebServer.encrypted(
                server.server(),
                _ -> new Answer(307, Map.of("Location", plain.url()), Bytes.EMPTY));
        HttpCalls calls = new HttpCalls(trusting(server, ""))) {
      assertThatThrownBy(() -> calls.post(peer.url(), "x"))
          .hasMessageEndingWith("redirected to " + plain.url() + ", which is not encrypted");
      assertThat(plain.waiting()).isZero();
    }
  }

  @Test
  void filesThatCannotBeUsedAreNamed() {
    assertThatThrownBy(() -> new HttpCalls("tls: {ca_file: /nowhere/ca.pem}"))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("/nowhere/ca.pem");
  }
}

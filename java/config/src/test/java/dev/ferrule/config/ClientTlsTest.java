package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.confmap.Opaque;
import dev.ferrule.testkit.RecordingLogger;
import dev.ferrule.testkit.TestAuthority;
import dev.ferrule.testkit.TestAuthority.Issued;
import dev.ferrule.testkit.TestAuthority.Stored;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client's TLS in the JDK's HTTP client. */
final class ClientTlsTest {
  private static final TestAuthority AUTHORITY = TestAuthority.named("authority");
  private static final TestAuthority OTHER = TestAuthority.named("other");
  private static final Opaque NONE = new Opaque("");

  private final RecordingLogger log = new RecordingLogger();
  private final Path directory;
  private final TlsConfig trusting;

  ClientTlsTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    trusting =
        TlsConfig.DEFAULTS.withCaFile(AUTHORITY.writeTo(directory.resolve("ca.crt")).toString());
  }

  private HelloServer server(Issued identity) throws IOException {
    return server(identity, "");
  }

  private HelloServer server(Issued identity, String clientCa) throws IOException {
    Stored own = identity.writeTo(directory, "server");
    TlsConfig common =
        TlsConfig.DEFAULTS.withKeyPair(own.certificate().toString(), own.key().toString());
    return new HelloServer(
        new TlsServerConfig(common, clientCa, false).sslContext(List.of("http/1.1"), log));
  }

  private String hello(HelloServer server, TlsClientConfig config) throws IOException {
    try (HttpClient client = HttpClient.newBuilder().sslContext(config.jdkContext(log)).build()) {
      return hello(server, client);
    }
  }

  private static String hello(HelloServer server, HttpClient client) throws IOException {
    URI uri = URI.create("https://localhost:" + server.port());
    try {
      return client
          .send(
              HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static TlsClientConfig plainly(TlsConfig common) {
    return new TlsClientConfig(common, false, false, "");
  }

  private static TlsClientConfig under(String name, TlsConfig common) {
    return new TlsClientConfig(common, false, false, name);
  }

  @Test
  void trustsItsAuthorityOnly() throws Exception {
    try (HelloServer server = server(AUTHORITY.issue("localhost"))) {
      assertThat(hello(server, plainly(trusting))).startsWith("TLSv1.3 ").contains("localhost");
      assertThatThrownBy(() -> hello(server, TlsClientConfig.DEFAULTS))
          .hasMessageContaining("unable to find valid certification path");
    }
    try (HelloServer server = server(OTHER.issue("localhost"))) {
      assertThatThrownBy(() -> hello(server, plainly(trusting)))
          .hasMessageContaining("unable to find valid certification path");
    }
  }

  @Test
  void trustsAnAuthorityInPlaceBesideTheSystems() throws Exception {
    TlsConfig inPlace =
        new TlsConfig(
            "",
            new Opaque(AUTHORITY.pem()),
            true,
            "",
            NONE,
            "",
            NONE,
            "1.3",
            "",
            List.of(),
            false,
            List.of(),
            Duration.ZERO);
    try (HelloServer server = server(AUTHORITY.issue("localhost"))) {
      assertThat(hello(server, plainly(inPlace))).startsWith("TLSv1.3 ");
    }
  }

  @Test
  void wantsACertificateThatIsGoodNow() throws Exception {
    try (HelloServer server = server(AUTHORITY.issueExpired("localhost"))) {
      assertThatThrownBy(() -> hello(server, plainly(trusting)))
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("validity check failed");
    }
  }

  @Test
  void wantsTheNameOfTheServer() throws Exception {
    try (HelloServer server = server(AUTHORITY.issue("otlp.example.com"))) {
      assertThatThrownBy(() -> hello(server, plainly(trusting)))
          .hasMessageContaining("No subject alternative DNS name matching localhost found");
      assertThatThrownBy(() -> hello(server, under("other.example.com", trusting)))
          .hasMessageContaining("other.example.com");
      assertThat(hello(server, under("otlp.example.com", trusting)))
          .contains("value=otlp.example.com");
    }
  }

  @Test
  void theNameIsTheOnlyOneThatWillDo() throws Exception {
    try (HelloServer server = server(AUTHORITY.issue("localhost"))) {
      assertThatThrownBy(() -> hello(server, under("otlp.example.com", trusting)))
          .hasMessageContaining("otlp.example.com");
    }
  }

  @Test
  void verificationCanBeSkipped() throws Exception {
    try (HelloServer server = server(OTHER.issueExpired("elsewhere"))) {
      assertThat(hello(server, new TlsClientConfig(TlsConfig.DEFAULTS, false, true, "")))
          .startsWith("TLSv1.3 ");
    }
  }

  @Test
  void insecureIsNoLeaveToTrustAnybody() throws Exception {
    try (HelloServer server = server(AUTHORITY.issue("localhost"))) {
      assertThatThrownBy(
              () -> hello(server, new TlsClientConfig(TlsConfig.DEFAULTS, true, true, "")))
          .hasMessageContaining("unable to find valid certification path");
      assertThat(hello(server, new TlsClientConfig(trusting, true, false, "")))
          .startsWith("TLSv1.3 ");
    }
  }

  @Test
  void keepsToItsVersionsCiphersAndCurves() throws Exception {
    String wanted = "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA";
    try (HelloServer server = server(AUTHORITY.issue("localhost"))) {
      assertThat(
              hello(
                  server,
                  plainly(
                      trusting
                          .withVersions("", "1.2")
                          .withAlgorithms(List.of(wanted), List.of("P384", "P256")))))
          .startsWith("TLSv1.2 " + wanted);
    }
    Stored own = AUTHORITY.issue("localhost").writeTo(directory, "curves");
    TlsConfig onlyX25519 =
        TlsConfig.DEFAULTS
            .withKeyPair(own.certificate().toString(), own.key().toString())
            .withAlgorithms(List.of(), List.of("X25519"));
    try (HelloServer server =
        new HelloServer(
            new TlsServerConfig(onlyX25519, "", false).sslContext(List.of("http/1.1"), log))) {
      assertThat(hello(server, plainly(trusting))).startsWith("TLSv1.3");
      assertThatThrownBy(
              () -> hello(server, plainly(trusting.withAlgorithms(List.of(), List.of("P384")))))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void showsItsCertificateAndFollowsTheFile() throws Exception {
    Stored own = AUTHORITY.issue("first").writeTo(directory, "client");
    TlsConfig mutual =
        trusting
            .withKeyPair(own.certificate().toString(), own.key().toString())
            .reloadedEvery(Duration.ofNanos(1));
    try (HelloServer server =
        server(AUTHORITY.issue("localhost"), directory.resolve("ca.crt").toString())) {
      assertThatThrownBy(() -> hello(server, plainly(trusting))).isInstanceOf(IOException.class);
      var context = plainly(mutual).jdkContext(log);
      try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
        assertThat(hello(server, client)).endsWith("CN=first");
      }
      AUTHORITY.issue("second").writeTo(directory, "client");
      try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
        assertThat(hello(server, client)).endsWith("CN=second");
      }
    }
  }
}

package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ComponentException;
import dev.ferrule.testkit.RecordingLogger;
import dev.ferrule.testkit.TestAuthority;
import dev.ferrule.testkit.TestAuthority.Issued;
import dev.ferrule.testkit.TestAuthority.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** A server's TLS with the JDK's own client. */
final class ServerTlsTest {
  private static final TestAuthority AUTHORITY = TestAuthority.named("authority");
  private static final TestAuthority OTHER = TestAuthority.named("other");
  private static final List<String> HTTP = List.of("http/1.1");

  private final RecordingLogger log = new RecordingLogger();
  private final AtomicLong clock = new AtomicLong(-5);
  private final Path directory;
  private final Stored own;

  ServerTlsTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    own = AUTHORITY.issue("localhost").writeTo(directory, "server");
  }

  private TlsConfig common() {
    return TlsConfig.DEFAULTS.withKeyPair(own.certificate().toString(), own.key().toString());
  }

  private HelloServer server(TlsConfig common) {
    return server(new TlsServerConfig(common, "", false));
  }

  private HelloServer server(TlsServerConfig config) {
    return new HelloServer(new ServerTls(config, log, clock::get).nettyContext(HTTP));
  }

  private static HelloClient client() throws Exception {
    return new HelloClient(AUTHORITY.pem(), null);
  }

  private static HelloClient client(Issued identity) throws Exception {
    return new HelloClient(AUTHORITY.pem(), identity(identity));
  }

  private static @Nullable TlsIdentity identity(Issued issued) throws Exception {
    return new TlsIdentity(Pem.privateKey(issued.key()), Pem.certificates(issued.certificate()));
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void speaksTheNewestVersionWithAnybody() throws Exception {
    try (HelloServer server = server(common())) {
      assertThat(client().hello(server)).startsWith("TLSv1.3 ").endsWith("anybody");
      assertThatThrownBy(() -> new HelloClient(OTHER.pem(), null).hello(server))
          .hasMessageContaining("unable to find valid certification path");
    }
  }

  @Test
  void agreesOnAnApplicationProtocol() throws Exception {
    try (HelloServer server = server(common())) {
      assertThat(
              client()
                  .with(it -> it.setApplicationProtocols(new String[] {"h2", "http/1.1"}))
                  .hello(server))
          .startsWith("TLSv1.3 ");
    }
  }

  @Test
  void keepsToTheVersions() throws Exception {
    try (HelloServer server = server(common().withVersions("", "1.2"))) {
      assertThat(client().hello(server)).startsWith("TLSv1.2 ");
    }
    try (HelloServer server = server(common().withVersions("1.3", ""))) {
      assertThat(client().hello(server)).startsWith("TLSv1.3 ");
      assertThatThrownBy(
              () -> client().with(it -> it.setProtocols(new String[] {"TLSv1.2"})).hello(server))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void keepsToTheCiphers() throws Exception {
    String wanted = "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA";
    TlsConfig one = common().withVersions("", "1.2").withAlgorithms(List.of(wanted), List.of());
    try (HelloServer server = server(one)) {
      assertThat(client().hello(server)).startsWith("TLSv1.2 " + wanted + " ");
    }
    // As in Go, the suites of TLS 1.3 are not a matter of choice.
    try (HelloServer server = server(common().withAlgorithms(List.of(wanted), List.of()))) {
      assertThat(client().hello(server)).startsWith("TLSv1.3 ");
    }
  }

  @Test
  void keepsToTheCurves() throws Exception {
    try (HelloServer server = server(common().withAlgorithms(List.of(), List.of("P384")))) {
      assertThat(client().with(it -> it.setNamedGroups(new String[] {"secp384r1"})).hello(server))
          .startsWith("TLSv1.3 ");
      assertThatThrownBy(
              () -> client().with(it -> it.setNamedGroups(new String[] {"x25519"})).hello(server))
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec", "ed"})
  void readsTheKeysOfOpenSsl(String name) throws Exception {
    TlsConfig config =
        TlsConfig.DEFAULTS.withKeyPair(
            resource(name + ".crt").toString(), resource(name + ".key").toString());
    try (HelloServer server = server(config)) {
      String certificate = Files.readString(resource(name + ".crt"));
      assertThat(new HelloClient(certificate, null).hello(server)).startsWith("TLSv1.3 ");
    }
  }

  private Path resource(String name) throws IOException {
    try (InputStream in = ServerTlsTest.class.getResourceAsStream("pem/" + name)) {
      assertThat(in).isNotNull();
      return Files.write(directory.resolve(name), in.readAllBytes());
    }
  }

  @Test
  void letsInClientsOfItsAuthorityOnly() throws Exception {
    Path authority = AUTHORITY.writeTo(directory.resolve("ca.crt"));
    try (HelloServer server = server(new TlsServerConfig(common(), authority.toString(), false))) {
      assertThat(client(AUTHORITY.issue("me")).hello(server)).endsWith("CN=me");
      assertThat(client(AUTHORITY.issueRsa("me")).hello(server)).endsWith("CN=me");
      assertThatThrownBy(() -> client().hello(server)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> client(OTHER.issue("me")).hello(server))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> client(AUTHORITY.issueExpired("me")).hello(server))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void readsItsCertificateAgainOnceItIsOld() throws Exception {
    TlsConfig config = common().reloadedEvery(Duration.ofHours(1));
    try (HelloServer server = server(config)) {
      String first = client().serverSerial(server);
      AUTHORITY.issue("localhost").writeTo(directory, "server");
      pass(Duration.ofMinutes(59));
      assertThat(client().serverSerial(server)).isEqualTo(first);
      pass(Duration.ofMinutes(1));
      String second = client().serverSerial(server);
      assertThat(second).isNotEqualTo(first);
      assertThat(log.messages(Level.INFO)).containsExactly("Reloaded the TLS certificate and key.");
      pass(Duration.ofHours(1));
      assertThat(client().serverSerial(server)).isEqualTo(second);
      assertThat(log.messages(Level.INFO)).hasSize(1);
    }
  }

  @Test
  void keepsACertificateWhoseFilesBreak() throws Exception {
    try (HelloServer server = server(common().reloadedEvery(Duration.ofHours(1)))) {
      String first = client().serverSerial(server);
      // The certificate is replaced, and the key to it is not there yet.
      Issued next = AUTHORITY.issue("localhost");
      Files.writeString(own.certificate(), next.certificate());
      pass(Duration.ofHours(1));
      assertThat(client().serverSerial(server)).isEqualTo(first);
      assertThat(client().serverSerial(server)).isEqualTo(first);
      assertThat(
              log.lines(
                  "Failed to reload the TLS certificate and key; the one before stays in use."))
          .singleElement()
          .satisfies(line ->
              assertThat(line.fields().get("error"))
                  .isEqualTo(
                      "failed to load TLS cert and key: failed to load TLS cert and key PEMs:"
                          + " tls: private key does not match public key"));
      Files.writeString(own.key(), next.key());
      pass(Duration.ofSeconds(10));
      assertThat(client().serverSerial(server)).isNotEqualTo(first);
    }
  }

  @Test
  void aClientWhoseAuthorityIsGoneDoesNotComeBackWithItsOldSession() throws Exception {
    Path authority = AUTHORITY.writeTo(directory.resolve("ca.crt"));
    HelloClient before = client(AUTHORITY.issue("before"));
    HelloClient after = client(OTHER.issue("after"));
    try (HelloServer server = server(new TlsServerConfig(common(), authority.toString(), true))) {
      assertThat(before.hello(server)).endsWith("CN=before");
      assertThat(before.hello(server)).endsWith("CN=before");
      Files.writeString(authority, "no certificate");
      pass(Duration.ofSeconds(1));
      assertThat(before.hello(server)).endsWith("CN=before");
      assertThat(log.messages(Level.WARN))
          .containsExactly("Failed to reload the client CA file; the one before stays in use.");
      OTHER.writeTo(authority);
      pass(Duration.ofSeconds(1));
      assertThatThrownBy(() -> before.hello(server)).isInstanceOf(IOException.class);
      assertThat(after.hello(server)).endsWith("CN=after");
    }
  }

  @Test
  void authoritiesStayUnlessReloadIsOn() throws Exception {
    Path authority = AUTHORITY.writeTo(directory.resolve("ca.crt"));
    try (HelloServer server = server(new TlsServerConfig(common(), authority.toString(), false))) {
      OTHER.writeTo(authority);
      pass(Duration.ofDays(1));
      assertThat(client(AUTHORITY.issue("me")).hello(server)).endsWith("CN=me");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none.crt      | server.key    | failed to load TLS config: failed to load TLS cert and key: open DIR/none.crt: no such file or directory
          server.crt    | none.key      | failed to load TLS config: failed to load TLS cert and key: open DIR/none.key: no such file or directory
          garbage       | server.key    | failed to load TLS config: failed to load TLS cert and key: failed to load TLS cert and key PEMs: tls: failed to find any certificate in the PEM data
          server.crt    | garbage       | failed to load TLS config: failed to load TLS cert and key: failed to load TLS cert and key PEMs: tls: failed to find any private key in the PEM data
          server.crt    | encrypted.key | failed to load TLS config: failed to load TLS cert and key: failed to load TLS cert and key PEMs: tls: the private key is encrypted: write it without a password, with openssl pkcs8 -topk8 -nocrypt
          server.crt    | rsa.key       | failed to load TLS config: failed to load TLS cert and key: failed to load TLS cert and key PEMs: tls: private key does not match public key
          server.crt    | broken.key    | failed to load TLS config: failed to load TLS cert and key: failed to load TLS cert and key PEMs: tls: malformed DER
          """)
  void saysWhichFileCannotBeUsed(String cert, String key, String message) throws Exception {
    resource("encrypted.key");
    resource("rsa.key");
    Files.writeString(directory.resolve("garbage"), "hello");
    Files.writeString(
        directory.resolve("broken.key"),
        "-----BEGIN EC PRIVATE KEY-----\nMAoCAQE=\n-----END EC PRIVATE KEY-----\n");
    TlsConfig config =
        TlsConfig.DEFAULTS.withKeyPair(
            directory.resolve(cert).toString(), directory.resolve(key).toString());
    assertThatThrownBy(() -> server(config))
        .isInstanceOf(ComponentException.class)
        .hasMessage(message.replace("DIR", directory.toString()));
  }

  @Test
  void saysWhichAuthorityCannotBeUsed() throws Exception {
    Path garbage = Files.writeString(directory.resolve("garbage"), "hello");
    assertThatThrownBy(() -> server(new TlsServerConfig(common(), garbage.toString(), false)))
        .isInstanceOf(ComponentException.class)
        .hasMessageStartingWith(
            "failed to load client CA CertPool: failed to parse CA " + garbage + ": ");
    assertThatThrownBy(() -> server(new TlsServerConfig(common(), garbage + "x", false)))
        .isInstanceOf(ComponentException.class)
        .hasMessage(
            "failed to load client CA CertPool: failed to load CA %1$sx: open %1$sx: no such file or directory"
                .formatted(garbage));
    assertThatThrownBy(() -> server(common().withCaFile(garbage.toString())))
        .isInstanceOf(ComponentException.class)
        .hasMessageStartingWith(
            "failed to load TLS config: failed to load CA CertPool File: failed to load cert "
                + garbage
                + ": failed to parse cert");
    assertThat(new String(Files.readAllBytes(garbage), StandardCharsets.US_ASCII))
        .isEqualTo("hello");
  }
}

package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.confmap.internal.Waits;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code https:} sources. */
@Timeout(30)
final class HttpsSourceTest {
  private static final char[] PASSWORD = "password".toCharArray();

  @TempDir static Path directory;
  private static SSLContext tls = unset();

  private static SSLContext unset() {
    try {
      return SSLContext.getDefault();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The JDK makes certificates with this tool only. */
  @BeforeAll
  static void makeCertificate() throws Exception {
    Path store = directory.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    String certificate =
        Base64.getMimeEncoder().encodeToString(keys.getCertificate("server").getEncoded());
    Files.writeString(
        directory.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n");
  }

  private static TestServer server() throws Exception {
    return new TestServer(tls.getServerSocketFactory(), TestServer.with("200 OK", "", "a: 1"));
  }

  @Test
  void readsFromAServerThatIsTrusted() throws Exception {
    Sources sources =
        new Sources(directory).env("SSL_CERT_FILE", directory.resolve("ca.pem").toString());
    try (TestServer server = server()) {
      assertThat(sources.outcome("https://localhost:" + server.port() + "/")).isEqualTo("{a: 1}");
      assertThat(sources.outcome("https://127.0.0.1:" + server.port() + "/"))
          .startsWith("unable to download the file via HTTP GET for uri \"https://127.0.0.1:")
          .contains("TLS: ");
    }
  }

  @Test
  void refusesAServerThatTheSystemDoesNotTrust() throws Exception {
    try (TestServer server = server()) {
      String url = "https://localhost:" + server.port() + "/";
      assertThat(new Sources(directory).outcome(url))
          .startsWith("unable to download the file via HTTP GET for uri \"" + url + "\": TLS: ")
          .endsWith(
              ": is the server's certificate signed by an authority that this system trusts?");
    }
  }

  @Test
  void endsWhereTheServerDoesNotShakeHands() throws Exception {
    Waits waits = new Waits(Duration.ofMillis(300), Duration.ofSeconds(5), Duration.ofSeconds(5));
    // The system takes the connection, and nobody ever reads from it.
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "https://localhost:" + server.getLocalPort() + "/";
      assertThat(new Sources(directory).waits(waits).outcome(url))
          .endsWith("\"" + url + "\": no connection within 300 ms");
    }
  }

  @Test
  void saysThatTheCertificatesCannotBeRead() {
    Sources sources = new Sources(directory).env("SSL_CERT_FILE", "/none.pem");
    assertThat(sources.outcome("https://localhost:1/"))
        .isEqualTo(
            "unable to download the file via HTTP GET for uri \"https://localhost:1/\": the"
                + " certificates that are trusted cannot be read from /none.pem");
  }

  @Test
  void followsFromHttpToHttpsAndBack() throws Exception {
    Sources sources =
        new Sources(directory).env("SSL_CERT_FILE", directory.resolve("ca.pem").toString());
    try (TestServer last = new TestServer(TestServer.with("200 OK", "", "a: 2"));
        TestServer second =
            new TestServer(
                tls.getServerSocketFactory(),
                TestServer.with("302 Found", "Location: " + last.url("/") + "\r\n", ""));
        TestServer first =
            new TestServer(
                TestServer.with(
                    "302 Found", "Location: https://localhost:" + second.port() + "/\r\n", ""))) {
      assertThat(sources.outcome(first.url("/"))).isEqualTo("{a: 2}");
    }
  }
}

package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.confmap.internal.Waits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code http:} sources, against a server in this process. */
@Timeout(30)
final class HttpSourceTest {
  private static final Waits SHORT =
      new Waits(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(5));

  private final Sources sources = new Sources(Path.of("."));

  private static String failed(String url, String why) {
    return "unable to download the file via HTTP GET for uri \"%s\": %s".formatted(url, why);
  }

  @Test
  void readsABodyAsYaml() throws IOException {
    try (TestServer server = new TestServer(TestServer.with("200 OK", "", "a: é\n"))) {
      assertThat(sources.outcome(server.url("/c.yaml"))).isEqualTo("{a: \"é\"}");
      assertThat(server.requests().getFirst()).startsWith("GET /c.yaml HTTP/1.1\n");
    }
  }

  @Test
  void readsAReferenceOnce() throws IOException {
    try (TestServer server = new TestServer(TestServer.with("200 OK", "", "0123"))) {
      String reference = "${" + server.url("/n?q=1") + "}";
      assertThat(sources.outcome("yaml:{a: '" + reference + "', b: 'x" + reference + "'}"))
          .isEqualTo("{a: <83|0123>, b: \"x0123\"}");
      assertThat(server.requests()).hasSize(1);
      assertThat(server.requests().getFirst()).startsWith("GET /n?q=1 HTTP/1.1\n");
    }
  }

  @Test
  void placesAreInTheBody() throws IOException {
    try (TestServer server = new TestServer(TestServer.with("200 OK", "", "a:\n  b: ["))) {
      String url = "http://user:h3br1d@localhost:" + server.port() + "/c?token=h3br1d#h3br1d";
      Problem problem = sources.problems(url).getFirst();
      assertThat(problem)
          .hasToString(
              server.url("/c") + ":2:7: invalid YAML: a value is expected here, but the text ends");
      assertThat(sources.outcome("yaml:a: '${" + url + "}'")).contains("a:\n  b: [");
    }
  }

  @Test
  void sendsTheUserOfTheUrl() throws IOException {
    try (TestServer server = new TestServer(TestServer.with("200 OK", "", "a: 1"))) {
      sources.root("http://me:p%40s+s@localhost:" + server.port() + "/");
      String user = Base64.getEncoder().encodeToString("me:p@s+s".getBytes(StandardCharsets.UTF_8));
      assertThat(server.requests().getFirst())
          .containsIgnoringCase("authorization: basic ")
          .contains(user);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "201 Created",
        "204 No Content",
        "304 Not Modified",
        "401 No",
        "404 Not Found",
        "500 Oops",
        "302 Found"
      })
  void onlyTheStatus200IsGood(String status) throws IOException {
    try (TestServer server =
        new TestServer(
            TestServer.with(
                status, "", status.startsWith("204") || status.startsWith("304") ? "" : "a: 1"))) {
      assertThat(sources.outcome(server.url("/")))
          .isEqualTo(
              failed(
                  server.url("/"),
                  "the server answered with status code " + status.substring(0, 3)));
    }
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "303", "307", "308"})
  void followsRedirects(int status) throws IOException {
    try (TestServer server =
        new TestServer((path, out) -> {
          TestServer.Answer answer =
              path.startsWith("/to/")
                  ? TestServer.with("200 OK", "", "a: " + path)
                  : TestServer.with(status + " Elsewhere", "Location: ../to/it\r\n", "b: 2");
          answer.write(path, out);
        })) {
      assertThat(sources.outcome(server.url("/from/here"))).isEqualTo("{a: \"/to/it\"}");
    }
  }

  @Test
  void followsTenRedirectsAndNoMore() throws IOException {
    try (TestServer server =
        new TestServer((path, out) -> {
          int left = Integer.parseInt(path.substring(1));
          TestServer.Answer answer =
              left == 0
                  ? TestServer.with("200 OK", "", "a: 1")
                  : TestServer.with("302 Found", "Location: /" + (left - 1) + "\r\n", "");
          answer.write(path, out);
        })) {
      assertThat(sources.outcome(server.url("/10"))).isEqualTo("{a: 1}");
      assertThat(sources.outcome(server.url("/11")))
          .isEqualTo(failed(server.url("/11"), "stopped after 10 redirects"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://h/x", "file:///etc/passwd", "http:", "http://[", "mailto:me"})
  void followsToHttpOnly(String target) throws IOException {
    try (TestServer server =
        new TestServer(TestServer.with("302 Found", "Location: " + target + "\r\n", ""))) {
      assertThat(sources.outcome(server.url("/")))
          .isEqualTo(failed(server.url("/"), "it redirects to what is no http or https URL"));
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    String url = "http://localhost:" + port + "/";
    assertThat(sources.outcome(url)).isEqualTo(failed(url, "connection refused"));
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    String url = "http://no-such-host.invalid/c.yaml";
    assertThat(sources.outcome(url)).isEqualTo(failed(url, "unknown host"));
  }

  @Test
  void saysThatAPortIsOutOfRange() throws IOException {
    String url = "http://localhost:99999/";
    String why = "this is not a URL that can be connected to";
    assertThat(sources.outcome(url)).isEqualTo(failed(url, why));
    try (TestServer server =
        new TestServer(TestServer.with("302 Found", "Location: " + url + "\r\n", ""))) {
      assertThat(sources.outcome(server.url("/"))).isEqualTo(failed(server.url("/"), why));
    }
  }

  @Test
  void endsWhereTheServerSaysNothing() throws IOException {
    AtomicReference<TestServer> self = new AtomicReference<>();
    try (TestServer server = new TestServer((_, _) -> self.get().hang())) {
      self.set(server);
      assertThat(sources.waits(SHORT).outcome(server.url("/")))
          .isEqualTo(failed(server.url("/"), "it took longer than 300 ms"));
      assertThat(server.isLeft()).isTrue();
    }
  }

  @Test
  void endsWhereTheBodyStops() throws IOException {
    AtomicReference<TestServer> self = new AtomicReference<>();
    try (TestServer server =
        new TestServer((_, out) -> {
          TestServer.head(out, "200 OK", "Content-Length: 100\r\n");
          out.write("a: 1\n".getBytes(StandardCharsets.UTF_8));
          out.flush();
          self.get().hang();
        })) {
      self.set(server);
      assertThat(sources.waits(SHORT).outcome(server.url("/")))
          .isEqualTo(failed(server.url("/"), "it took longer than 300 ms"));
      assertThat(server.isLeft()).isTrue();
    }
  }

  @Test
  void endsWhereABodyOnlyTrickles() throws IOException {
    try (TestServer server =
        new TestServer((_, out) -> {
          TestServer.head(out, "200 OK", "");
          while (true) {
            out.write('#');
            out.flush();
            Thread.sleep(20);
          }
        })) {
      assertThat(sources.waits(SHORT).outcome(server.url("/")))
          .isEqualTo(failed(server.url("/"), "it took longer than 300 ms"));
    }
  }

  @Test
  void endsWhereABodyNeverEnds() throws IOException {
    byte[] comments = "# and on\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    try (TestServer server = new TestServer((_, out) -> endless(out, "200 OK", comments))) {
      assertThat(sources.outcome(server.url("/")))
          .isEqualTo(failed(server.url("/"), "it is larger than 16 MiB"));
    }
  }

  @Test
  void doesNotWaitForTheBodyOfAnError() throws IOException {
    byte[] comments = "# and on\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    try (TestServer server = new TestServer((_, out) -> endless(out, "503 Busy", comments))) {
      assertThat(sources.outcome(server.url("/")))
          .isEqualTo(failed(server.url("/"), "the server answered with status code 503"));
    }
  }

  private static void endless(OutputStream out, String status, byte[] part) throws IOException {
    TestServer.head(out, status, "");
    while (true) {
      out.write(part);
    }
  }

  @Test
  void saysThatABodyIsNoText() throws IOException {
    byte[] gzip = {0x1f, (byte) 0x8b, 8, 0};
    try (TestServer server = new TestServer(TestServer.with("200 OK", "", gzip))) {
      assertThat(sources.outcome(server.url("/")))
          .isEqualTo(failed(server.url("/"), "it is not UTF-8 text"));
    }
  }

  @Test
  void saysThatTheAnswerIsNoHttp() throws IOException {
    try (TestServer server =
        new TestServer(
            (_, out) -> out.write("SSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.UTF_8)))) {
      assertThat(sources.outcome(server.url("/"))).startsWith(failed(server.url("/"), ""));
    }
    try (TestServer server = new TestServer((_, _) -> {})) {
      assertThat(sources.outcome(server.url("/"))).startsWith(failed(server.url("/"), ""));
    }
    try (TestServer server =
        new TestServer((_, out) -> TestServer.head(out, "200 OK", "Content-Length: 9\r\n"))) {
      assertThat(sources.outcome(server.url("/"))).startsWith(failed(server.url("/"), ""));
    }
  }

  @Test
  void canBeInterrupted() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicReference<TestServer> self = new AtomicReference<>();
    try (TestServer server =
        new TestServer((_, _) -> {
          asked.countDown();
          self.get().hang();
        })) {
      self.set(server);
      AtomicReference<String> outcome = new AtomicReference<>("");
      Thread loading =
          Thread.ofVirtual()
              .start(() -> {
                String text = sources.outcome(server.url("/"));
                outcome.set(text + ", interrupted: " + Thread.currentThread().isInterrupted());
              });
      asked.await();
      loading.interrupt();
      loading.join();
      assertThat(outcome.get())
          .isEqualTo("interrupted while reading the configuration, interrupted: true");
    }
  }
}

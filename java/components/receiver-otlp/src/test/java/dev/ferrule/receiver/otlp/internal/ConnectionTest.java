package dev.ferrule.receiver.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.config.HttpServerConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens on one HTTP connection, byte by byte. */
@ExtendWith(LeakWatch.class)
class ConnectionTest {
  private static final byte[] ONE_SPAN = Samples.traces(1).toByteArray();
  private static final String TRACES = "/v1/traces";

  @Test
  void goesOnAfterARefusal() throws Exception {
    try (Rig rig = Rig.started();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.post(TRACES, 3).write(new byte[] {-1, 1, 2});
      assertThat(http.read().code()).isEqualTo(400);
      http.write("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
      assertThat(http.read().code()).isEqualTo(404);
      http.post("/nowhere", 100_000).write(new byte[100_000]);
      assertThat(http.read().code()).isEqualTo(404);
      http.post(TRACES, ONE_SPAN.length, "Content-Encoding: br").write(ONE_SPAN);
      assertThat(http.read().code()).isEqualTo(400);
      http.write("HEAD " + TRACES + " HTTP/1.1\r\nHost: test\r\n\r\n");
      assertThat(http.read(false).code()).isEqualTo(405);

      http.post(TRACES, ONE_SPAN.length).write(ONE_SPAN);
      RawHttp.Answer good = http.read();
      assertThat(good.code()).isEqualTo(200);
      assertThat(good.headers()).doesNotContain("connection: close");
      assertThat(rig.sink.arrivals()).hasSize(1);
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws Exception {
    ByteArrayOutputStream requests = new ByteArrayOutputStream();
    for (int i = 0; i < 500; i++) {
      byte[] body = Samples.traces(1 + i % 3).toByteArray();
      requests.writeBytes(head("POST " + TRACES, body.length));
      requests.writeBytes(body);
      requests.writeBytes(head("POST /missing", 0));
      requests.writeBytes(head("GET " + TRACES, 0));
    }
    try (Rig rig = Rig.started();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      Thread writing =
          Thread.startVirtualThread(() -> unchecked(() -> http.write(requests.toByteArray())));
      for (int i = 0; i < 500; i++) {
        assertThat(http.read().code()).isEqualTo(200);
        assertThat(http.read().code()).isEqualTo(404);
        assertThat(http.read().code()).isEqualTo(405);
      }
      writing.join();
      assertThat(rig.sink.arrivals()).hasSize(500);
      for (int i = 0; i < 500; i++) {
        assertThat(rig.sink.arrivals().get(i).items()).isEqualTo(1 + i % 3);
      }
    }
  }

  @Test
  void survivesManyRefusalsInOneRead() throws Exception {
    byte[] request = head("GET /", 0);
    ByteArrayOutputStream requests = new ByteArrayOutputStream();
    for (int i = 0; i < 20_000; i++) {
      requests.writeBytes(request);
    }
    try (Rig rig = Rig.started();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      Thread writing =
          Thread.startVirtualThread(() -> unchecked(() -> http.write(requests.toByteArray())));
      for (int i = 0; i < 20_000; i++) {
        assertThat(http.read().code()).isEqualTo(404);
      }
      writing.join();
    }
  }

  @Test
  void servesOneRequestAtATime() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Rig rig = Rig.started();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      rig.sink.then((_, _) -> {
        entered.countDown();
        unchecked(release::await);
      });
      http.post(TRACES, ONE_SPAN.length).write(ONE_SPAN);
      http.post(TRACES, ONE_SPAN.length).write(ONE_SPAN);
      entered.await();
      long leased = rig.pool.leasedBytes();
      assertThat(rig.sink.arrivals()).hasSize(1);
      release.countDown();
      assertThat(http.read().code()).isEqualTo(200);
      assertThat(http.read().code()).isEqualTo(200);
      // The second body was not taken in while the first was being served.
      assertThat(leased).isLessThan(2L * 64 * 1024);
      assertThat(rig.sink.arrivals()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000, 200_000})
  void readsChunkedBodies(int chunk) throws Exception {
    byte[] body = Samples.traces(2_000).toByteArray();
    try (Rig rig = Rig.started();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      for (int round = 0; round < 2; round++) {
        http.write(chunked("application/x-protobuf"));
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += chunk) {
          int size = Math.min(chunk, body.length - at);
          chunks.writeBytes(ascii(Integer.toHexString(size) + "\r\n"));
          chunks.write(body, at, size);
          chunks.writeBytes(ascii("\r\n"));
        }
        chunks.writeBytes(ascii("0\r\n\r\n"));
        http.write(chunks.toByteArray());
        assertThat(http.read().code()).isEqualTo(200);
        assertThat(rig.sink.arrivals().get(round).bytes().toByteArray()).isEqualTo(body);
      }
    }
  }

  @Test
  void refusesAMalformedChunk() throws Exception {
    try (Rig rig = Rig.started();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.write(chunked("application/json") + "zz\r\nabc");
      RawHttp.Answer answer = http.read();
      assertThat(answer.code()).isEqualTo(400);
      assertThat(answer.body()).contains("malformed request body");
      assertThat(answer.has("Connection: close")).isTrue();
      assertThat(http.isClosedByServer()).isTrue();
    }
  }

  @Test
  void tellsThatABodyMayCome() throws Exception {
    try (Rig rig = Rig.started();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.post(TRACES, ONE_SPAN.length, "Expect: 100-continue");
      assertThat(http.read().code()).isEqualTo(100);
      http.write(ONE_SPAN);
      assertThat(http.read().code()).isEqualTo(200);
    }
  }

  @Test
  void tellsThatABodyNeedNotCome() throws Exception {
    try (Rig rig = Rig.started();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.post(TRACES, 30 * 1024 * 1024, "Expect: 100-continue");
      RawHttp.Answer answer = http.read();
      assertThat(answer.code()).isEqualTo(400);
      assertThat(answer.body()).contains("http: request body too large");
      assertThat(answer.has("Connection: close")).isTrue();
    }
    try (Rig rig = Rig.started();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.post(TRACES, 1, "Expect: miracles");
      assertThat(http.read().code()).isEqualTo(417);
    }
  }

  @Test
  void answersBeforeTheEndOfABodyThatIsTooLarge() throws Exception {
    int announced = 30 * 1024 * 1024;
    try (Rig rig = Rig.started();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.post(TRACES, announced);
      http.write(new byte[1024 * 1024]);
      RawHttp.Answer answer = http.read();
      assertThat(answer.code()).isEqualTo(400);
      assertThat(answer.has("Connection: close")).isTrue();
      assertThat(http.isClosedByServer()).isTrue();
    }
  }

  @Test
  void stopsAnEndlessChunkedBody() throws Exception {
    byte[] chunk = new byte[1024 * 1024 + 2];
    chunk[chunk.length - 2] = '\r';
    chunk[chunk.length - 1] = '\n';
    try (Rig rig = Rig.started();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.write(chunked("application/x-protobuf"));
      for (int i = 0; i < 21; i++) {
        http.write("100000\r\n").write(chunk);
      }
      RawHttp.Answer answer = http.read();
      assertThat(answer.code()).isEqualTo(400);
      assertThat(answer.body()).contains("http: request body too large");
      assertThat(rig.pool.leasedBytes()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "POST /v1/traces HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
        "POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        "POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "\u0000\u0001\u0002\u0003\r\n\r\n"
      })
  void refusesMalformedRequests(String request) throws Exception {
    try (Rig rig = Rig.started();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.write(request);
      RawHttp.Answer answer = http.read();
      assertThat(answer.code()).isEqualTo(400);
      assertThat(answer.body()).startsWith("400 Bad Request");
      assertThat(answer.has("Connection: close")).isTrue();
      assertThat(http.isClosedByServer()).isTrue();
      assertThat(rig.log.lines()).noneMatch(line -> line.startsWith("ERROR"));
    }
  }

  @Test
  void refusesOtherVersionsAndEndlessHeads() throws Exception {
    try (Rig rig = Rig.started()) {
      try (RawHttp http = new RawHttp(rig.httpAddress())) {
        http.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        assertThat(http.read().code()).isEqualTo(505);
      }
      try (RawHttp http = new RawHttp(rig.httpAddress())) {
        http.write("GET / HTTP/1.1\r\nHost: test\r\nX: ");
        http.write("x".repeat(1024 * 1024) + "\r\n\r\n");
        assertThat(http.read().code()).isEqualTo(431);
      }
    }
  }

  @Test
  void speaksHttp10() throws Exception {
    try (Rig rig = Rig.started();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      String head =
          "POST /v1/traces HTTP/1.0\r\nContent-Type: application/x-protobuf\r\nContent-Length: "
              + ONE_SPAN.length;
      http.write(head + "\r\nConnection: keep-alive\r\n\r\n").write(ONE_SPAN);
      RawHttp.Answer kept = http.read();
      assertThat(kept.code()).isEqualTo(200);
      assertThat(kept.has("Connection: keep-alive")).isTrue();
      http.write(head + "\r\n\r\n").write(ONE_SPAN);
      assertThat(http.read().code()).isEqualTo(200);
      assertThat(http.isClosedByServer()).isTrue();
    }
  }

  @Test
  void closesWhenAskedTo() throws Exception {
    try (Rig rig = Rig.started();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.post(TRACES, ONE_SPAN.length, "Connection: close").write(ONE_SPAN);
      assertThat(http.read().has("Connection: close")).isTrue();
      assertThat(http.isClosedByServer()).isTrue();
    }
    HttpServerConfig oneEach =
        timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, false);
    try (Rig rig = new Rig.Builder().http(oneEach).start();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.post(TRACES, ONE_SPAN.length).write(ONE_SPAN);
      assertThat(http.read().has("Connection: close")).isTrue();
      assertThat(http.isClosedByServer()).isTrue();
    }
  }

  @Test
  void givesMemoryBackWhenASenderVanishes() throws Exception {
    try (Rig rig = Rig.started()) {
      for (int i = 0; i < 20; i++) {
        try (RawHttp http = new RawHttp(rig.httpAddress())) {
          http.post(TRACES, 1_000_000).write(new byte[10_000]);
        }
      }
      try (RawHttp http = new RawHttp(rig.httpAddress())) {
        http.post(TRACES, ONE_SPAN.length).write(ONE_SPAN);
        assertThat(http.read().code()).isEqualTo(200);
      }
    }
  }

  @Test
  void takesMemoryOnlyForWhatCame() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Rig rig = Rig.started();
        RawHttp lazy = new RawHttp(rig.httpAddress());
        RawHttp http = new RawHttp(rig.httpAddress())) {
      lazy.post(TRACES, 20 * 1024 * 1024, "Expect: 100-continue");
      assertThat(lazy.read().code()).isEqualTo(100);
      rig.sink.then((_, _) -> {
        entered.countDown();
        unchecked(release::await);
      });
      http.post(TRACES, ONE_SPAN.length).write(ONE_SPAN);
      entered.await();
      assertThat(rig.pool.leasedBytes()).isLessThan(256 * 1024);
      release.countDown();
      assertThat(http.read().code()).isEqualTo(200);
    }
  }

  @Test
  void closesAnIdleConnection() throws Exception {
    Duration soon = Duration.ofMillis(50);
    HttpServerConfig config = timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO, soon, true);
    try (Rig rig = new Rig.Builder().http(config).start();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.post(TRACES, ONE_SPAN.length).write(ONE_SPAN);
      assertThat(http.read().code()).isEqualTo(200);
      assertThat(http.isClosedByServer()).isTrue();
    }
  }

  @Test
  void closesAConnectionWhoseHeadDoesNotEnd() throws Exception {
    Duration soon = Duration.ofMillis(50);
    HttpServerConfig config = timeouts(Duration.ZERO, soon, Duration.ZERO, Duration.ZERO, true);
    try (Rig rig = new Rig.Builder().http(config).start();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.write("POST /v1/traces HTTP/1.1\r\nHost");
      assertThat(http.isClosedByServer()).isTrue();
    }
  }

  @Test
  void refusesABodyThatDoesNotEnd() throws Exception {
    Duration soon = Duration.ofMillis(50);
    HttpServerConfig config = timeouts(soon, Duration.ZERO, Duration.ZERO, Duration.ZERO, true);
    try (Rig rig = new Rig.Builder().http(config).start();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.post(TRACES, 1_000).write(new byte[10]);
      RawHttp.Answer answer = http.read();
      assertThat(answer.code()).isEqualTo(400);
      assertThat(answer.body()).contains("i/o timeout");
      assertThat(http.isClosedByServer()).isTrue();
    }
  }

  @Test
  void closesAConnectionWhoseAnswerIsLate() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Duration soon = Duration.ofMillis(50);
    HttpServerConfig config = timeouts(Duration.ZERO, Duration.ZERO, soon, Duration.ZERO, true);
    try (Rig rig = new Rig.Builder().http(config).start();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      rig.sink.then((_, _) -> unchecked(release::await));
      http.post(TRACES, ONE_SPAN.length).write(ONE_SPAN);
      assertThat(http.isClosedByServer()).isTrue();
      release.countDown();
    }
  }

  private static HttpServerConfig timeouts(
      Duration read, Duration head, Duration write, Duration idle, boolean keepAlives) {
    HttpServerConfig base = Rig.HTTP;
    return new HttpServerConfig(
        base.endpoint(),
        base.transport(),
        base.dialer(),
        base.tls(),
        base.cors(),
        base.auth(),
        0,
        false,
        Map.of(),
        List.of(),
        read,
        head,
        write,
        idle,
        keepAlives);
  }

  private static byte[] head(String requestLine, int length) {
    return ascii(
        requestLine
            + " HTTP/1.1\r\nHost: test\r\nContent-Type: application/x-protobuf\r\nContent-Length: "
            + length
            + "\r\n\r\n");
  }

  private static String chunked(String contentType) {
    return String.join(
        "\r\n",
        "POST /v1/traces HTTP/1.1",
        "Host: test",
        "Transfer-Encoding: chunked",
        "Content-Type: " + contentType,
        "",
        "");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private interface Action {
    void run() throws IOException, InterruptedException;
  }

  private static void unchecked(Action action) {
    try {
      action.run();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

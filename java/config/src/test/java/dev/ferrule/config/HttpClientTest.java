package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.testkit.Bytes;
import dev.ferrule.testkit.RawServer;
import dev.ferrule.testkit.WebServer;
import dev.ferrule.testkit.WebServer.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** One request and its answer, with real servers. */
final class HttpClientTest {

  @Test
  void sendsWhatItIsGiven() throws Exception {
    byte[] body = new byte[3_000_000];
    new Random(7).nextBytes(body);
    try (WebServer server =
            WebServer.answering(
                _ -> new Answer(200, Map.of("X-Answer", "yes"), Bytes.of("thanks")));
        HttpCalls calls = new HttpCalls("write_buffer_size: 1000")) {
      HttpAnswer answer = calls.post(server.url() + "/a/b?c=d", body, OptionalLong.empty());
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("x-answer")).contains("yes");
      assertThat(HttpCalls.text(answer)).isEqualTo("thanks");
      assertThat(answer.cut()).isEmpty();
      WebServer.Request request = server.next();
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.path()).isEqualTo("/a/b?c=d");
      assertThat(request.body()).isEqualTo(new Bytes(body));
      assertThat(request.headers().keySet())
          .containsExactlyInAnyOrder(
              "content-type", "user-agent", "host", "content-length", "connection");
      assertThat(request.header("content-type")).isEqualTo("text/plain");
      assertThat(request.header("connection")).isEqualTo("keep-alive");
      assertThat(request.header("host")).isEqualTo("127.0.0.1:" + server.port());
    }
  }

  @Test
  void anEmptyBodyHasALengthToo() throws Exception {
    try (WebServer server = WebServer.answering(_ -> Answer.of(204));
        HttpCalls calls = new HttpCalls("")) {
      assertThat(calls.post(server.url(), "").status()).isEqualTo(204);
      assertThat(server.next().header("content-length")).isEqualTo("0");
    }
  }

  @Test
  void configuredHeadersTakeThePlaceOfOthers() throws Exception {
    String yaml =
        "headers: {user-agent: mine, X-Tenant: t, HOST: 'other.example:99', content-type: a/b}";
    try (WebServer server = WebServer.answering(_ -> Answer.of(200));
        HttpCalls calls = new HttpCalls(yaml)) {
      calls.post(server.url(), "x");
      WebServer.Request request = server.next();
      assertThat(request.header("user-agent")).isEqualTo("mine");
      assertThat(request.header("x-tenant")).isEqualTo("t");
      assertThat(request.header("host")).isEqualTo("other.example:99");
      assertThat(request.header("content-type")).isEqualTo("a/b");
    }
  }

  @Test
  void theUserOfAUrlIsSent() throws Exception {
    try (WebServer server = WebServer.answering(_ -> Answer.of(200));
        HttpCalls calls = new HttpCalls("")) {
      calls.post("http://me:a%20b@127.0.0.1:" + server.port(), "x");
      assertThat(server.next().header("authorization")).isEqualTo("Basic bWU6YSBi");
    }
  }

  @Test
  void compressesAndSaysSo() throws Exception {
    try (WebServer server = WebServer.answering(_ -> Answer.of(200));
        HttpCalls calls = new HttpCalls("compression: gzip")) {
      calls.post(server.url(), "again and again and again and again and again and again and again");
      WebServer.Request request = server.next();
      assertThat(request.header("content-encoding")).isEqualTo("gzip");
      assertThat(
              new GZIPInputStream(new ByteArrayInputStream(request.body().array())).readAllBytes())
          .asString()
          .startsWith("again and again");
    }
  }

  @Test
  void cookiesAreKeptIfAskedFor() throws Exception {
    WebServer.Script script = _ -> new Answer(200, Map.of("Set-Cookie", "node=7"), Bytes.EMPTY);
    try (WebServer server = WebServer.answering(script);
        HttpCalls with = new HttpCalls("cookies: {enabled: true}");
        HttpCalls without = new HttpCalls("")) {
      for (HttpCalls calls : new HttpCalls[] {with, without}) {
        calls.post(server.url(), "1");
        calls.post(server.url(), "2");
        assertThat(server.next().header("cookie")).isEqualTo("-");
        assertThat(server.next().header("cookie")).isEqualTo(calls == with ? "node=7" : "-");
      }
    }
  }

  @Test
  void aServerThatHangsIsGivenUpAtTheTimeout() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(connection -> {
              RawServer.readRequest(connection.getInputStream());
              try {
                RawServer.hang(connection);
              } finally {
                gone.countDown();
              }
            });
        HttpCalls calls = new HttpCalls("timeout: 200ms")) {
      assertThatThrownBy(() -> calls.post(server.url() + "/x", "y"))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "Post \"%s/x\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"
                  .formatted(server.url()));
      assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theDeadlineOfTheCallerCounts() throws Exception {
    try (RawServer server = new RawServer(RawServer::hang);
        HttpCalls calls = new HttpCalls("timeout: 1h")) {
      assertThatThrownBy(() ->
              calls.post(
                  server.url(), new byte[1], OptionalLong.of(System.nanoTime() + 100_000_000L)))
          .hasMessageEndingWith(": context deadline exceeded");
    }
  }

  @Test
  void aResetIsAFailureWithAReason() throws Exception {
    try (RawServer server =
            new RawServer(connection -> {
              RawServer.readRequest(connection.getInputStream());
              connection.setSoLinger(true, 0);
            });
        HttpCalls calls = new HttpCalls("")) {
      assertThatThrownBy(() -> calls.post(server.url(), "y"))
          .isInstanceOf(IOException.class)
          .hasMessageMatching("Post \".*\": Connection reset(\\s.*)?");
    }
  }

  @Test
  void garbageIsAFailure() throws Exception {
    try (RawServer server =
            new RawServer(connection -> {
              RawServer.readRequest(connection.getInputStream());
              RawServer.write(connection, "SSH-2.0-OpenSSH\r\n\r\n");
            });
        HttpCalls calls = new HttpCalls("timeout: 10s")) {
      assertThatThrownBy(() -> calls.post(server.url(), "y")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void nobodyThereIsSaidWithTheAddress() {
    try (HttpCalls calls = new HttpCalls("")) {
      assertThatThrownBy(() -> calls.post("http://127.0.0.1:1", "y"))
          .hasMessageStartingWith("Post \"http://127.0.0.1:1\": ")
          .hasMessageContaining("Connection refused");
      assertThatThrownBy(() -> calls.post("http://nobody.invalid", "y"))
          .hasMessage("Post \"http://nobody.invalid\": lookup nobody.invalid: no such host");
    }
  }

  @Test
  void aHeadCountsEvenIfItsBodyDoesNotEnd() throws Exception {
    try (RawServer server =
            new RawServer(connection -> {
              RawServer.readRequest(connection.getInputStream());
              RawServer.write(connection, "HTTP/1.1 503 No\r\nRetry-After: 7\r\n");
              RawServer.write(connection, "Content-Length: 100\r\n\r\nsome");
              RawServer.hang(connection);
            });
        HttpCalls calls = new HttpCalls("timeout: 500ms")) {
      HttpAnswer answer = calls.post(server.url(), "y");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).contains("7");
      assertThat(HttpCalls.text(answer)).isEqualTo("some");
      assertThat(answer.cut()).hasValueSatisfying(why -> assertThat(why).contains("deadline"));
    }
  }

  @Test
  void longBodiesAreCut() throws Exception {
    for (int length : new int[] {HttpAnswer.MAX_BODY, HttpAnswer.MAX_BODY + 1, 10_000_000}) {
      try (WebServer server =
              WebServer.answering(_ -> new Answer(400, Map.of(), new Bytes(new byte[length])));
          HttpCalls calls = new HttpCalls("")) {
        HttpAnswer answer = calls.post(server.url(), "y");
        assertThat(answer.body().remaining()).isEqualTo(HttpAnswer.MAX_BODY);
        assertThat(answer.cut().isPresent()).isEqualTo(length > HttpAnswer.MAX_BODY);
      }
    }
  }

  @Test
  void anInterruptEndsTheCall() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(connection -> {
              RawServer.readRequest(connection.getInputStream());
              arrived.countDown();
              RawServer.hang(connection);
            });
        HttpCalls calls = new HttpCalls("")) {
      CompletableFuture<Throwable> outcome = new CompletableFuture<>();
      Thread sending =
          Thread.startVirtualThread(() -> {
            try {
              calls.post(server.url(), "y");
              outcome.complete(new AssertionError("answered"));
            } catch (IOException | InterruptedException e) {
              outcome.complete(e);
            }
          });
      assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
      sending.interrupt();
      assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void closingEndsCallsAndThreads() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    try (RawServer server =
        new RawServer(connection -> {
          RawServer.readRequest(connection.getInputStream());
          arrived.countDown();
          RawServer.hang(connection);
        })) {
      try (HttpCalls calls = new HttpCalls("")) {
        Thread.startVirtualThread(() -> {
          try {
            calls.post(server.url(), "y");
            outcome.complete(new AssertionError("answered"));
          } catch (IOException | InterruptedException e) {
            outcome.complete(e);
          }
        });
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("test-network")) {
        assertThat(thread.join(Duration.ofSeconds(20))).as(thread.getName()).isTrue();
      }
    }
  }
}

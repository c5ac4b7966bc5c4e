package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.testkit.RawServer;
import dev.ferrule.testkit.WebServer;
import dev.ferrule.testkit.WebServer.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.junit.jupiter.api.Test;

/** Which connections requests travel on. */
final class HttpPoolTest {

  private static Set<Integer> ports(WebServer server, int requests) throws InterruptedException {
    Set<Integer> ports = new HashSet<>();
    for (int i = 0; i < requests; i++) {
      ports.add(server.next().clientPort());
    }
    return ports;
  }

  /** Sends that many at the same time and waits for their answers. */
  private static void together(HttpCalls calls, WebServer server, int requests) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpAnswer>> tasks = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        tasks.add(() -> calls.post(server.url(), "x"));
      }
      for (Future<HttpAnswer> answer : threads.invokeAll(tasks)) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    }
  }

  /** Answers once that many are there. */
  private static WebServer.Script meeting(int requests) {
    CyclicBarrier barrier = new CyclicBarrier(requests);
    return _ -> {
      try {
        barrier.await(20, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      return Answer.of(200);
    };
  }

  @Test
  void aConnectionIsUsedAgain() throws Exception {
    try (WebServer server = WebServer.answering(_ -> Answer.of(200));
        HttpCalls calls = new HttpCalls("")) {
      for (int i = 0; i < 20; i++) {
        calls.post(server.url(), "x");
      }
      // An answer may be here a moment before its connection is back in the pool.
      assertThat(ports(server, 20)).hasSizeLessThan(10);
    }
  }

  @Test
  void keepAlivesCanBeDisabled() throws Exception {
    try (WebServer server = WebServer.answering(_ -> Answer.of(200));
        HttpCalls calls = new HttpCalls("disable_keep_alives: true")) {
      for (int i = 0; i < 3; i++) {
        calls.post(server.url(), "x");
      }
      WebServer.Request first = server.next();
      assertThat(first.header("connection")).isEqualTo("close");
      assertThat(ports(server, 2)).hasSize(2).doesNotContain(first.clientPort());
    }
  }

  @Test
  void asManyConnectionsAsRequestsAtATime() throws Exception {
    try (WebServer server = WebServer.answering(meeting(6));
        HttpCalls calls = new HttpCalls("")) {
      together(calls, server, 6);
      Set<Integer> first = ports(server, 6);
      together(calls, server, 6);
      assertThat(first).hasSize(6);
      assertThat(ports(server, 6)).isEqualTo(first);
    }
  }

  @Test
  void noMoreConnectionsThanAllowed() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    WebServer.Script script =
        _ -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          Thread.sleep(5); // Lets others come, if they may.
          now.decrementAndGet();
          return Answer.of(200);
        };
    try (WebServer server = WebServer.answering(script);
        HttpCalls calls = new HttpCalls("max_conns_per_host: 2")) {
      together(calls, server, 12);
      assertThat(ports(server, 12)).hasSizeLessThanOrEqualTo(2);
      assertThat(most).hasValueLessThanOrEqualTo(2);
    }
  }

  @Test
  void idleConnectionsAreFewIfSaidSo() throws Exception {
    for (String yaml : new String[] {"max_idle_conns: 1", "max_idle_conns_per_host: 1"}) {
      try (WebServer server = WebServer.answering(meeting(4));
          HttpCalls calls = new HttpCalls(yaml)) {
        together(calls, server, 4);
        Set<Integer> first = ports(server, 4);
        together(calls, server, 4);
        Set<Integer> again = ports(server, 4);
        again.retainAll(first);
        // Two that end at the very same time may both find no other.
        assertThat(again).hasSizeLessThan(4);
      }
    }
  }

  @Test
  void idleConnectionsAreClosedInTime() throws IOException, InterruptedException {
    try (WebServer server = WebServer.answering(_ -> Answer.of(200));
        HttpCalls calls = new HttpCalls("idle_conn_timeout: 50ms")) {
      calls.post(server.url(), "x");
      int first = server.next().clientPort();
      int next = first;
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      for (long pause = 100; next == first && System.nanoTime() < end; pause *= 2) {
        Thread.sleep(pause);
        calls.post(server.url(), "x");
        next = server.next().clientPort();
      }
      assertThat(next).isNotEqualTo(first);
    }
  }

  @Test
  void aServerThatClosesAfterItsAnswerIsReachedAgain() throws Exception {
    try (RawServer server =
            new RawServer(connection -> {
              RawServer.readRequest(connection.getInputStream());
              // It does not say that it will close.
              RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            });
        HttpCalls calls = new HttpCalls("timeout: 10s")) {
      boolean failed = false;
      for (int i = 0; i < 200; i++) {
        try {
          assertThat(calls.post(server.url(), "x").status()).isEqualTo(200);
          failed = false;
        } catch (IOException e) {
          // Sent while the server closed: the caller repeats it, on a new connection.
          assertThat(failed).as("twice in a row").isFalse();
          failed = true;
        }
      }
    }
  }

  @Test
  void onlyWhatWasNeverSentIsRepeatedByItself() {
    NeverSent strategy = new NeverSent();
    BasicHttpRequest request = new BasicHttpRequest("POST", "/");
    HttpContext context = HttpClientContext.create();
    RequestNotExecutedException never = new RequestNotExecutedException();
    assertThat(strategy.retryRequest(request, never, 1, context)).isTrue();
    assertThat(strategy.retryRequest(request, never, 2, context)).isFalse();
    assertThat(strategy.retryRequest(request, new ConnectionClosedException(), 1, context))
        .isFalse();
    assertThat(strategy.retryRequest(new BasicHttpResponse(503), 1, context)).isFalse();
  }
}

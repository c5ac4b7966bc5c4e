package dev.ferrule.receiver.otlp.internal;

import static dev.ferrule.receiver.otlp.internal.HttpSender.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** OTLP over HTTP/2, which is spoken over TLS only, as by Go's server. */
@ExtendWith(LeakWatch.class)
class Http2Test {
  private static final byte[] ONE_SPAN = Samples.traces(1).toByteArray();
  private static final Duration LONG = Duration.ofSeconds(20);

  private final TlsRig certificates;

  Http2Test(@TempDir Path directory) throws IOException {
    certificates = new TlsRig(directory);
  }

  private Rig.Builder builder(String more) {
    return new Rig.Builder().http(certificates.yaml("") + "\n" + more);
  }

  private HttpClient client() throws Exception {
    return HttpClient.newBuilder().sslContext(certificates.trusting()).build();
  }

  private static HttpRequest request(Rig rig, HttpRequest.BodyPublisher body) {
    return HttpRequest.newBuilder(
            URI.create("https://localhost:" + rig.httpAddress().getPort() + "/v1/traces"))
        .timeout(LONG)
        .header("Content-Type", PROTOBUF)
        .POST(body)
        .build();
  }

  private static CompletableFuture<HttpResponse<byte[]>> send(
      HttpClient client, Rig rig, byte[] body) {
    return client.sendAsync(
        request(rig, HttpRequest.BodyPublishers.ofByteArray(body)),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> get(CompletableFuture<HttpResponse<byte[]>> response)
      throws Exception {
    return response.get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void takesManyRequestsAtOnceOnOneConnection() throws Exception {
    byte[] large = Samples.traces(5_000).toByteArray();
    try (Rig rig = builder("").start();
        HttpClient client = client()) {
      assertThat(get(send(client, rig, ONE_SPAN)).version()).isEqualTo(HttpClient.Version.HTTP_2);
      List<CompletableFuture<HttpResponse<byte[]>>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        all.add(send(client, rig, large));
      }
      for (CompletableFuture<HttpResponse<byte[]>> one : all) {
        HttpResponse<byte[]> response = get(one);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(new byte[] {0x0a, 0});
        assertThat(response.headers().firstValue("connection")).isEmpty();
      }
      assertThat(rig.sink.arrivals()).hasSize(41);
    }
  }

  @Test
  void refusesOneAndGoesOn() throws Exception {
    try (Rig rig = builder("max_request_body_size: 100000").start();
        HttpClient client = client()) {
      HttpResponse<byte[]> refused = get(send(client, rig, Samples.traces(10_000).toByteArray()));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(Status.parseFrom(refused.body()).getMessage())
          .isEqualTo("http: request body too large");
      assertThat(get(send(client, rig, new byte[] {1, 2, 3})).statusCode()).isEqualTo(400);
      assertThat(get(send(client, rig, ONE_SPAN)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void finishesWhatIsUnderWayWhenItStops() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Rig rig = builder("").start();
        HttpClient client = client()) {
      rig.sink.then((_, _) -> {
        arrived.countDown();
        await(release);
      });
      CompletableFuture<HttpResponse<byte[]>> response = send(client, rig, ONE_SPAN);
      await(arrived);
      Thread stop = Thread.startVirtualThread(rig.receiver::shutdown);
      release.countDown();
      assertThat(get(response).statusCode()).isEqualTo(200);
      assertThat(stop.join(LONG)).isTrue();
      assertThat(rig.log.lines()).noneMatch(line -> line.startsWith("WARN"));
    }
  }

  @Test
  void breaksOffWhatDoesNotFinish() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (Rig rig = builder("").drain(Duration.ofMillis(100)).start();
        HttpClient client = client()) {
      rig.sink.then((_, _) -> {
        arrived.countDown();
        await(new CountDownLatch(1));
      });
      CompletableFuture<HttpResponse<byte[]>> response = send(client, rig, ONE_SPAN);
      await(arrived);
      rig.receiver.shutdown();
      // An answer that was quicker than the end of the connection is as good as none.
      assertThat(response.handle((_, _) -> true).get(20, TimeUnit.SECONDS)).isTrue();
      assertThat(rig.log.lines())
          .contains("WARN Requests did not finish in time; their connections are closed.");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing happened");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aBodyMustComeInTime() throws Exception {
    // A body that never comes, and whose writer waits for nobody.
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.fromPublisher(_ -> {}, 100);
    try (Rig rig = builder("read_timeout: 300ms").start();
        HttpClient client = client()) {
      HttpResponse<byte[]> response =
          get(client.sendAsync(request(rig, body), HttpResponse.BodyHandlers.ofByteArray()));
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(Status.parseFrom(response.body()).getMessage()).isEqualTo("i/o timeout");
    }
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    try (Rig rig = builder("idle_timeout: 200ms").start();
        SSLSocket socket =
            (SSLSocket)
                certificates
                    .trusting()
                    .getSocketFactory()
                    .createSocket("localhost", rig.httpAddress().getPort())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(20_000);
      socket.startHandshake();
      assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
      socket.getOutputStream().write(H2.preface());
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    }
  }

  @Test
  void isNotOfferedWhereAConnectionServesOneRequest() throws Exception {
    try (Rig rig = builder("keep_alives_enabled: false").start();
        HttpClient client = client()) {
      HttpResponse<byte[]> response = get(send(client, rig, ONE_SPAN));
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }
}

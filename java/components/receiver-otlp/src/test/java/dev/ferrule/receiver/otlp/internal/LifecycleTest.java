package dev.ferrule.receiver.otlp.internal;

import static dev.ferrule.receiver.otlp.internal.HttpSender.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.config.GrpcServerConfig;
import dev.ferrule.config.HttpServerConfig;
import dev.ferrule.pdata.Signal;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakWatch.class)
class LifecycleTest {
  private static final byte[] ONE_SPAN = Samples.traces(1).toByteArray();

  @Test
  void logsWhereItListens() {
    try (Rig rig = Rig.started()) {
      assertThat(rig.log.lines())
          .contains(
              "INFO Starting GRPC server endpoint=127.0.0.1:" + rig.grpcAddress().getPort(),
              "INFO Starting HTTP server endpoint=127.0.0.1:" + rig.httpAddress().getPort());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:0", ":0", "127.0.0.1:0"})
  void listensOnOtherAddresses(String endpoint) {
    try (Rig rig = new Rig.Builder().http(on(endpoint)).start();
        HttpSender sender = new HttpSender()) {
      assertThat(sender.post(rig.url("/v1/traces"), PROTOBUF, ONE_SPAN).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void stopsWithoutStartAndTwice() {
    try (Rig rig = new Rig.Builder().build()) {
      rig.receiver.shutdown();
      rig.receiver.start(Rig.HOST);
      rig.receiver.shutdown();
      rig.receiver.shutdown();
      assertThat(rig.receiver.grpcAddress()).isEmpty();
    }
    assertThat(receiverThreads()).isZero();
  }

  @Test
  void saysThatAPortIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String endpoint = "127.0.0.1:" + taken.getLocalPort();
      try (Rig rig = new Rig.Builder().grpc(GrpcServerConfig.listeningOn(endpoint)).build()) {
        assertThatThrownBy(() -> rig.receiver.start(Rig.HOST))
            .isInstanceOf(ComponentException.class)
            .hasMessage("listen tcp " + endpoint + ": bind: address already in use");
      }
    }
    assertThat(receiverThreads()).isZero();
  }

  @Test
  void freesTheFirstPortWhenTheSecondIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String endpoint = "localhost:" + taken.getLocalPort();
      try (Rig rig = new Rig.Builder().http(on(endpoint)).build()) {
        assertThatThrownBy(() -> rig.receiver.start(Rig.HOST))
            .isInstanceOf(ComponentException.class)
            .hasMessage(
                "listen tcp 127.0.0.1:%d: bind: address already in use"
                    .formatted(taken.getLocalPort()));
        String started = rig.log.lines().getFirst();
        int port = Integer.parseInt(started.substring(started.lastIndexOf(':') + 1));
        assertThat(canListen(port)).isTrue();
        assertThat(rig.receiver.grpcAddress()).isEmpty();
      }
    }
    assertThat(receiverThreads()).isZero();
  }

  @Test
  void saysThatAnAddressIsNotOurs() {
    try (Rig rig = new Rig.Builder().http(on("192.0.2.1:0")).build()) {
      assertThatThrownBy(() -> rig.receiver.start(Rig.HOST))
          .isInstanceOf(ComponentException.class)
          .hasMessage("listen tcp 192.0.2.1:0: bind: cannot assign requested address");
    }
  }

  @Test
  void closesIdleConnectionsAtOnce() throws Exception {
    try (Rig rig = Rig.started();
        GrpcSender grpc = new GrpcSender(rig.grpcAddress());
        RawHttp silent = new RawHttp(rig.httpAddress());
        RawHttp http = new RawHttp(rig.httpAddress())) {
      grpc.send(Signal.TRACES, ONE_SPAN);
      http.post("/v1/traces", ONE_SPAN.length).write(ONE_SPAN);
      assertThat(http.read().code()).isEqualTo(200);

      long start = System.nanoTime();
      rig.receiver.shutdown();
      // Far below the time that requests under way would get.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThat(http.isClosedByServer()).isTrue();
      assertThat(silent.isClosedByServer()).isTrue();
      assertThatThrownBy(() -> grpc.send(Signal.TRACES, ONE_SPAN))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
      assertThat(rig.log.lines()).noneMatch(line -> line.startsWith("WARN"));
    }
    assertThat(receiverThreads()).isZero();
  }

  @Test
  void letsRequestsUnderWayFinish() throws Exception {
    CountDownLatch entered = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    try (Rig rig = Rig.started();
        GrpcSender grpc = new GrpcSender(rig.grpcAddress());
        HttpSender http = new HttpSender();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      rig.sink.then((_, _) -> {
        entered.countDown();
        await(release);
      });
      Future<byte[]> overGrpc = threads.submit(() -> grpc.send(Signal.TRACES, ONE_SPAN));
      Future<HttpResponse<byte[]>> overHttp =
          threads.submit(() -> http.post(rig.url("/v1/traces"), PROTOBUF, ONE_SPAN));
      entered.await();
      int port = rig.httpAddress().getPort();

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(rig.receiver::shutdown, threads);
      while (!canListen(port)) {
        Thread.onSpinWait();
      }
      assertThat(stopped).isNotDone();
      release.countDown();

      assertThat(overGrpc.get()).containsExactly(0x0a, 0x00);
      assertThat(overHttp.get().statusCode()).isEqualTo(200);
      assertThat(overHttp.get().headers().firstValue("connection")).contains("close");
      stopped.get();
      assertThat(rig.log.lines()).noneMatch(line -> line.startsWith("WARN"));
    }
  }

  @Test
  void breaksOffWhatDoesNotFinish() throws Exception {
    CountDownLatch entered = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(2);
    try (Rig rig = new Rig.Builder().drain(Duration.ofMillis(100)).start();
        GrpcSender grpc = new GrpcSender(rig.grpcAddress());
        RawHttp http = new RawHttp(rig.httpAddress());
        RawHttp slow = new RawHttp(rig.httpAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      rig.sink.then((_, _) -> {
        entered.countDown();
        try {
          never.await();
        } catch (InterruptedException e) {
          interrupted.countDown();
          // Accepting after all could reach the sender before its connection is closed.
          throw ConsumeException.cancelled("interrupted");
        }
      });
      Future<byte[]> overGrpc = threads.submit(() -> grpc.send(Signal.TRACES, ONE_SPAN));
      http.post("/v1/traces", ONE_SPAN.length).write(ONE_SPAN);
      slow.post("/v1/traces", 1_000).write(new byte[1]);
      entered.await();

      rig.receiver.shutdown();

      interrupted.await();
      assertThat(rig.log.lines()).anyMatch(line -> line.startsWith("WARN"));
      assertThatThrownBy(overGrpc::get).hasCauseInstanceOf(StatusRuntimeException.class);
    }
    assertThat(receiverThreads()).isZero();
  }

  @Test
  void saysSoWhenAPipelineHoldsOn() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Rig rig = new Rig.Builder().drain(Duration.ofMillis(50)).start();
        RawHttp http = new RawHttp(rig.httpAddress())) {
      CountDownLatch left = new CountDownLatch(1);
      rig.sink.then((_, _) -> {
        entered.countDown();
        awaitUninterruptibly(release);
        left.countDown();
      });
      http.post("/v1/traces", ONE_SPAN.length).write(ONE_SPAN);
      entered.await();

      assertThatThrownBy(rig.receiver::shutdown)
          .isInstanceOf(ComponentException.class)
          .hasMessage("did not stop in time: 1 requests are still in the pipelines");

      release.countDown();
      left.await();
      while (rig.pool.leasedBytes() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  private static HttpServerConfig on(String endpoint) {
    return HttpServerConfig.listeningOn(endpoint).withoutTimeouts();
  }

  private static boolean canListen(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A pipeline that does not let itself be hurried. */
  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Threads that stay; Netty says that one has ended just before it really has. */
  private static long receiverThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("otlp-receiver"))
        .filter(thread -> !ends(thread))
        .count();
  }

  private static boolean ends(Thread thread) {
    try {
      return thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

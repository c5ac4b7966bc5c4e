package dev.ferrule.exporter.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.Component;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.config.Compression;
import dev.ferrule.config.GrpcClientConfig;
import dev.ferrule.confmap.Opaque;
import dev.ferrule.exporterhelper.DeliveryConfig;
import dev.ferrule.pdata.Signal;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole exporter against a real server. */
final class OtlpGrpcExporterTest {

  @ParameterizedTest
  @EnumSource
  void whatArrivesIsWhatWasSent(Signal signal) throws Exception {
    for (Compression compression : List.of(Compression.NONE, Compression.GZIP)) {
      try (Peer peer = Peer.accepting();
          Exporting it =
              new Exporting(
                      signal,
                      Exporting.DIRECT,
                      Exporting.client(peer.endpoint(), Exporting.PLAIN, compression, Map.of(), ""))
                  .start()) {
        // More than a chunk, more than a frame, and nothing at all.
        for (int items : new int[] {1, 3_000, 60_000, 0}) {
          assertThat(it.export(items)).isNull();
          Peer.Request request = peer.next();
          assertThat(request.signal()).isEqualTo(signal);
          assertThat(request.raw()).isEqualTo(Telemetry.request(signal, items));
          assertThat(request.header("grpc-encoding"))
              .isEqualTo(compression == Compression.GZIP ? "gzip" : "null");
        }
        assertThat(it.logger.lines()).isEmpty();
      }
    }
  }

  @Test
  void aReaderOfTheSpecificationUnderstandsIt() throws Exception {
    try (Peer peer = Peer.accepting();
        Exporting it = Exporting.directly(Signal.TRACES, peer.endpoint())) {
      assertThat(it.export(2)).isNull();
      var request = ExportTraceServiceRequest.parseFrom(peer.next().bytes());
      assertThat(request.getResourceSpans(0).getScopeSpans(0).getSpansList())
          .extracting(span -> span.getName())
          .containsExactly("span 0", "span 1");
    }
  }

  @Test
  void presentsItselfWithHeadersUserAgentAndAuthority() throws Exception {
    try (Peer peer = Peer.accepting();
        Exporting it =
            new Exporting(
                    Signal.LOGS,
                    Exporting.DIRECT,
                    Exporting.client(
                        "http://" + peer.endpoint(),
                        Exporting.PLAIN,
                        Compression.GZIP,
                        Map.of("X-Tenant", new Opaque("blue")),
                        "otlp.example.com"))
                .start()) {
      assertThat(it.export(1)).isNull();
      Peer.Request request = peer.next();
      assertThat(request.header("x-tenant")).isEqualTo("blue");
      assertThat(request.authority()).isEqualTo("otlp.example.com");
      assertThat(request.header("user-agent"))
          .matches("Ferrule/1\\.2\\.3 \\([a-z]+/[a-z0-9]+\\) grpc-java-netty/.*");
    }
  }

  @Test
  void aPeerThatIsDownIsTriedUntilItIsUp(@TempDir Path directory) throws Exception {
    Path socket = directory.resolve("otlp.sock");
    GrpcClientConfig client = Exporting.client("unix://" + socket, Exporting.PLAIN);
    try (Exporting it =
        new Exporting(Signal.TRACES, Exporting.queued(2, 10, Duration.ofMillis(50)), client)
            .start()) {
      assertThat(it.export(5)).isNull();
      it.logger.await("Exporting failed. Will retry the request after interval.");
      try (OnSocket up = new OnSocket(socket)) {
        assertThat(up.peer.next().raw()).isEqualTo(Telemetry.request(Signal.TRACES, 5));
        assertThat(it.export(6)).isNull();
        assertThat(up.peer.next().raw()).isEqualTo(Telemetry.request(Signal.TRACES, 6));
      }
      assertThat(
              it.logger
                  .lines("Exporting failed. Will retry the request after interval.")
                  .getFirst()
                  .fields()
                  .get("error"))
          .asString()
          .startsWith("rpc error: code = Unavailable desc = ");
    }
  }

  @Test
  void aFullQueueRefusesAndRecovers() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (Peer peer =
            Peer.answering(_ -> {
              awaitQuietly(mayAnswer);
              return new byte[0];
            });
        Exporting it =
            new Exporting(
                    Signal.TRACES,
                    Exporting.queued(1, 3, Duration.ofSeconds(1)),
                    Exporting.client(peer.endpoint(), Exporting.PLAIN))
                .start()) {
      List<@Nullable ConsumeException> outcomes = new ArrayList<>();
      for (int items = 1; items <= 5; items++) {
        outcomes.add(it.export(items));
      }
      assertThat(outcomes.subList(0, 3)).containsOnlyNulls();
      assertThat(outcomes.subList(3, 5))
          .allSatisfy(e -> {
            assertThat(e).hasMessage("sending queue is full");
            assertThat(e.reason()).isInstanceOf(ConsumeException.Reason.Retryable.class);
          });
      assertThat(it.logger.lines("Exporting failed. Rejecting data.")).hasSize(2);
      mayAnswer.countDown();
      for (int items = 1; items <= 3; items++) {
        assertThat(peer.next().raw()).isEqualTo(Telemetry.request(Signal.TRACES, items));
      }
    }
  }

  @Test
  void shutdownDrainsTheQueue() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (Peer peer =
        Peer.answering(_ -> {
          awaitQuietly(mayAnswer);
          return new byte[0];
        })) {
      try (Exporting it =
          new Exporting(
                  Signal.METRICS,
                  Exporting.queued(2, 100, Duration.ofSeconds(1)),
                  Exporting.client(peer.endpoint(), Exporting.PLAIN))
              .start()) {
        for (int items = 1; items <= 20; items++) {
          assertThat(it.export(items)).isNull();
        }
        mayAnswer.countDown();
        // Closing it shuts it down.
      }
      assertThat(peer.waiting()).isEqualTo(20);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("otlp_grpc/test/metrics-network"));
  }

  @Test
  void aPeerThatDoesNotAnswerIsGivenUpAtTheTimeout() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    DeliveryConfig impatient =
        new DeliveryConfig(
            Duration.ofMillis(200),
            Exporting.DIRECT.sendingQueue(),
            Exporting.DIRECT.retryOnFailure());
    try (Peer peer =
            Peer.answering(_ -> {
              awaitQuietly(mayAnswer);
              return new byte[0];
            });
        Exporting it =
            new Exporting(
                    Signal.TRACES, impatient, Exporting.client(peer.endpoint(), Exporting.PLAIN))
                .start()) {
      ConsumeException failure = it.export(1);
      assertThat(failure).hasMessageStartingWith("rpc error: code = DeadlineExceeded desc = ");
      assertThat(failure).matches(e -> !e.isPermanent()).matches(e -> e.grpcCode().getAsInt() == 4);
      mayAnswer.countDown();
    }
  }

  @Test
  void countsNameTheDestination() throws Exception {
    try (Peer peer = Peer.accepting();
        Exporting it = Exporting.directly(Signal.TRACES, "http://" + peer.endpoint())) {
      assertThat(it.export(2)).isNull();
      assertThat(it.metered.lines("sent_spans"))
          .containsExactly(
              "sent_spans{exporter=otlp_grpc/test, server.address=%s, server.port=%s} 2"
                  .formatted((Object[]) peer.endpoint().split(":")));
    }
    try (Exporting nowhere = Exporting.directly(Signal.LOGS, "127.0.0.1:1")) {
      assertThat(nowhere.export(3)).isNotNull();
      assertThat(nowhere.metered.lines("send_failed_log_records"))
          .containsExactly(
              "send_failed_log_records{error.permanent=false, error.type=Unavailable, exporter=otlp_grpc/test,"
                  + " server.address=127.0.0.1, server.port=1} 3");
    }
    try (Exporting socket = Exporting.directly(Signal.METRICS, "unix:///nowhere/otlp.sock")) {
      assertThat(socket.export(4)).isNotNull();
      assertThat(socket.metered.lines("sent_metric_points"))
          .containsExactly(
              "sent_metric_points{exporter=otlp_grpc/test, server.address=/nowhere/otlp.sock} 0");
    }
  }

  @Test
  void stopsWithoutStartAndTwice() {
    try (Exporting never =
        new Exporting(
            Signal.LOGS, Exporting.DIRECT, Exporting.client("127.0.0.1:1", Exporting.PLAIN))) {
      assertThat(never.export(1)).hasMessage("otlp exporter not started");
      Component exporter = never.exporter();
      exporter.shutdown();
      exporter.shutdown();
    }
    try (Exporting started =
        new Exporting(
                Signal.LOGS, Exporting.DIRECT, Exporting.client("127.0.0.1:1", Exporting.PLAIN))
            .start()) {
      started.exporter().shutdown();
      started.exporter().shutdown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody let the server answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A server on a Unix domain socket. */
  private static final class OnSocket implements AutoCloseable {
    private final EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Path path;
    private final Peer peer;

    OnSocket(Path path) throws IOException {
      this.path = path;
      this.peer =
          new Peer(
              NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(path))
                  .channelType(NioServerDomainSocketChannel.class)
                  .bossEventLoopGroup(group)
                  .workerEventLoopGroup(group),
              _ -> new byte[0]);
    }

    @Override
    public void close() throws IOException {
      peer.close();
      assertThat(group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10_000))
          .isTrue();
      Files.deleteIfExists(path);
    }
  }
}

package dev.ferrule.exporter.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.Call;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.ConsumeException.Reason;
import dev.ferrule.component.Settings;
import dev.ferrule.config.LentBytes;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.Signal;
import dev.ferrule.testkit.FakeHost;
import io.opentelemetry.api.metrics.MeterProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class OtlpGrpcSenderTest {

  @Test
  void anInterruptEndsTheAttempt() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (Peer peer =
            Peer.answering(_ -> {
              arrived.countDown();
              awaitUninterruptibly(mayAnswer);
              return new byte[0];
            });
        BufferPool pool = BufferPool.bounded(1024 * 1024);
        Batch batch = Telemetry.batch(Signal.TRACES, 1, pool)) {
      OtlpGrpcSender sender = sender(peer.endpoint(), pool);
      sender.start(new FakeHost());
      CompletableFuture<ConsumeException> outcome = new CompletableFuture<>();
      Thread sending =
          Thread.startVirtualThread(() -> {
            try {
              sender.send(batch, Call.NONE);
              outcome.completeExceptionally(new AssertionError("it was sent"));
            } catch (ConsumeException e) {
              outcome.complete(e);
            }
          });
      assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
      sending.interrupt();
      assertThat(outcome.get(20, TimeUnit.SECONDS).reason()).isEqualTo(new Reason.Cancelled());
      mayAnswer.countDown();
      sender.shutdown();
    }
  }

  @Test
  void aBatchThatWasTakenBackIsNotRead() throws IOException {
    try (BufferPool pool = BufferPool.bounded(1024 * 1024);
        Batch batch = Telemetry.batch(Signal.TRACES, 1, pool)) {
      byte[] request = Telemetry.request(Signal.TRACES, 1);
      LentBytes lent = new LentBytes(batch.bytes());
      assertThat(new BatchStream(lent).readAllBytes()).isEqualTo(request);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BatchStream stream = new BatchStream(lent);
      assertThat(stream.read()).isEqualTo(request[0]);
      assertThat(stream.available()).isEqualTo(request.length - 1);
      assertThat(stream.drainTo(out)).isEqualTo(request.length - 1);
      assertThat(stream.available()).isZero();
      assertThat(stream.read()).isEqualTo(-1);
      lent.takeBack();
      assertThatThrownBy(() -> new BatchStream(lent).readAllBytes())
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> new BatchStream(lent).drainTo(out)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void userAgentsSpeakOfThePlatformAsGoDoes() {
    BuildInfo build = new BuildInfo("ferrule", "Ferrule Collector", "0.1.0");
    assertThat(UserAgent.of(build, "Linux", "amd64"))
        .isEqualTo("Ferrule Collector/0.1.0 (linux/amd64)");
    assertThat(UserAgent.of(build, "Mac OS X", "aarch64")).endsWith("(darwin/arm64)");
    assertThat(UserAgent.of(build, "Windows 11", "x86_64")).endsWith("(windows/amd64)");
  }

  private static OtlpGrpcSender sender(String endpoint, BufferPool pool) {
    Settings settings =
        new Settings(
            ComponentId.parse("otlp_grpc"),
            new RecordingLogger(),
            new BuildInfo("ferrule", "Ferrule", "1.2.3"),
            pool,
            MeterProvider.noop().get("test"));
    return new OtlpGrpcSender(settings, Exporting.client(endpoint, Exporting.PLAIN), Signal.TRACES);
  }

  /** The server interrupts its handler when the client goes; the test wants it to stay. */
  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        if (!latch.await(20, TimeUnit.SECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

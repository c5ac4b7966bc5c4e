package dev.ferrule.exporter.otlp.internal;

import dev.ferrule.component.Call;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.Host;
import dev.ferrule.component.Settings;
import dev.ferrule.config.GrpcClient;
import dev.ferrule.config.GrpcClientConfig;
import dev.ferrule.config.LentBytes;
import dev.ferrule.exporterhelper.BatchSender;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.Signal;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends batches of one signal with one gRPC client. */
public final class OtlpGrpcSender implements BatchSender {
  private static final Duration CLOSE = Duration.ofMillis(500);

  private final Settings settings;
  private final GrpcClientConfig config;
  private final Signal signal;
  private final MethodDescriptor<LentBytes, byte[]> method;
  private volatile @Nullable GrpcClient client;

  /** A sender that is not connected yet. */
  public OtlpGrpcSender(Settings settings, GrpcClientConfig config, Signal signal) {
    this.settings = settings;
    this.config = config;
    this.signal = signal;
    this.method = ExportService.method(signal);
  }

  @Override
  public void start(Host host) {
    String userAgent =
        UserAgent.of(
            settings.build(), System.getProperty("os.name"), System.getProperty("os.arch"));
    client =
        GrpcClient.open(
            config,
            host,
            userAgent,
            settings.id() + "/" + signal.id() + "-network",
            settings.logger());
  }

  @Override
  public void send(Batch batch, Call call) {
    GrpcClient connected = client;
    if (connected == null) {
      throw ConsumeException.retryable("otlp exporter not started");
    }
    if (batch.byteSize() > Integer.MAX_VALUE) {
      throw ConsumeException.permanent("batch is too large for a gRPC message");
    }
    LentBytes lent = new LentBytes(batch.bytes());
    try {
      CallOptions options = withDeadline(connected.callOptions(), call);
      reportPartialSuccess(
          ClientCalls.blockingUnaryCall(connected.channel(), method, options, lent));
    } catch (StatusRuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw ConsumeException.cancelled("interrupted while sending").causedBy(e);
      }
      throw CallFailure.of(e);
    } finally {
      lent.takeBack();
    }
  }

  private static CallOptions withDeadline(CallOptions options, Call call) {
    if (call.deadlineNanos().isEmpty()) {
      return options;
    }
    long left = call.deadlineNanos().getAsLong() - System.nanoTime();
    return options.withDeadlineAfter(left, TimeUnit.NANOSECONDS);
  }

  private void reportPartialSuccess(byte[] response) {
    PartialSuccess partial;
    try {
      partial = PartialSuccess.of(ByteBuffer.wrap(response));
    } catch (IllegalArgumentException e) {
      // The status was OK, so the peer has the batch.
      settings.logger().atWarn().addKeyValue("error", e.getMessage()).log("Malformed response");
      return;
    }
    if (!partial.isFull()) {
      partial.log(settings.logger(), signal);
    }
  }

  @Override
  public void shutdown() {
    GrpcClient connected = client;
    client = null;
    if (connected != null) {
      connected.close(CLOSE);
    }
  }
}

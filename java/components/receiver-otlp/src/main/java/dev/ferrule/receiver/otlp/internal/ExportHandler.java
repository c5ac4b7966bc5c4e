package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.component.Call;
import dev.ferrule.pdata.Batch;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves one signal's {@code Export} method. A call's callbacks come one after the other. */
final class ExportHandler implements ServerCallHandler<Received, byte[]> {
  /** An export response with an explicit empty {@code partial_success}. */
  static final byte[] ACCEPTED = {0x0a, 0x00};

  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final Intake intake;
  private final boolean includeMetadata;

  ExportHandler(Intake intake, boolean includeMetadata) {
    this.intake = intake;
    this.includeMetadata = includeMetadata;
  }

  @Override
  public ServerCall.Listener<Received> startCall(
      ServerCall<Received, byte[]> call, Metadata headers) {
    // The second is for a message too many, which must be noticed.
    call.request(2);
    Map<String, List<String>> metadata =
        includeMetadata ? GrpcMetadata.read(call, headers) : Map.of();
    return new OneRequest(call, metadata);
  }

  private final class OneRequest extends ServerCall.Listener<Received> {
    private final ServerCall<Received, byte[]> call;
    private final Map<String, List<String>> metadata;
    private @Nullable Received held;
    private boolean answered;

    OneRequest(ServerCall<Received, byte[]> call, Map<String, List<String>> metadata) {
      this.call = call;
      this.metadata = metadata;
    }

    @Override
    public void onMessage(Received message) {
      if (answered) {
        message.discard();
      } else if (held != null) {
        message.discard();
        discard();
        close(Status.INTERNAL.withDescription("Too many requests"), new Metadata());
      } else {
        held = message;
      }
    }

    @Override
    public void onHalfClose() {
      if (answered) {
        return;
      }
      Received received = held;
      held = null;
      switch (received) {
        case null ->
            close(Status.INTERNAL.withDescription("Half-closed without a request"), new Metadata());
        case Received.Refused(RpcStatus status) -> refuse(status);
        case Received.Good(Batch batch) -> answer(deliver(batch));
      }
    }

    private RpcStatus deliver(Batch batch) {
      if (call.isCancelled()) {
        intake.drop(batch);
        return RpcStatus.of(Status.Code.CANCELLED.value(), "the sender gave up");
      }
      Deadline deadline = Context.current().getDeadline();
      OptionalLong nanos =
          deadline == null
              ? OptionalLong.empty()
              : OptionalLong.of(System.nanoTime() + deadline.timeRemaining(TimeUnit.NANOSECONDS));
      return intake.deliver(batch, new Call(nanos, metadata));
    }

    private void answer(RpcStatus status) {
      if (!status.isOk()) {
        refuse(status);
        return;
      }
      call.sendHeaders(new Metadata());
      call.sendMessage(ACCEPTED);
      close(Status.OK, new Metadata());
    }

    private void refuse(RpcStatus status) {
      Metadata trailers = new Metadata();
      if (status.retryAfter().isPresent()) {
        trailers.put(DETAILS, RpcStatusProto.write(status));
      }
      close(Status.fromCodeValue(status.code()).withDescription(status.message()), trailers);
    }

    private void close(Status status, Metadata trailers) {
      answered = true;
      call.close(status, trailers);
    }

    private void discard() {
      if (held != null) {
        held.discard();
        held = null;
      }
    }

    @Override
    public void onCancel() {
      discard();
    }

    @Override
    public void onComplete() {
      discard();
    }
  }
}

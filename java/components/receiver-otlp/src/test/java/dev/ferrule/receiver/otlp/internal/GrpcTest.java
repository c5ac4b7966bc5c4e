package dev.ferrule.receiver.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ConsumeException;
import dev.ferrule.pdata.Signal;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakWatch.class)
class GrpcTest {
  private static final byte[] EMPTY_PARTIAL_SUCCESS = {0x0a, 0x00};
  private static final byte[] NOT_PROTOBUF = {(byte) 0xff, 1, 2, 3};

  @ParameterizedTest
  @EnumSource(Signal.class)
  void passesOnWhatCame(Signal signal) {
    byte[] request = Samples.request(signal, 7).toByteArray();
    try (Rig rig = Rig.started();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      assertThat(sender.send(signal, request)).isEqualTo(EMPTY_PARTIAL_SUCCESS);

      Sink.Arrival arrival = rig.sink.only();
      assertThat(arrival.signal()).isEqualTo(signal);
      assertThat(arrival.items()).isEqualTo(7);
      assertThat(arrival.bytes().toByteArray()).isEqualTo(request);
      assertThat(arrival.virtualThread()).isTrue();
      assertThat(arrival.call().metadata()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void readsGzip(Signal signal) {
    byte[] request = Samples.request(signal, 3_000).toByteArray();
    try (Rig rig = Rig.started();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      sender.send(signal, request, CallOptions.DEFAULT.withCompression("gzip"));

      assertThat(rig.sink.only().items()).isEqualTo(3_000);
      assertThat(rig.sink.only().bytes().toByteArray()).isEqualTo(request);
    }
  }

  @Test
  void servesTheGeneratedClient() {
    try (Rig rig = Rig.started();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      ExportTraceServiceResponse response =
          TraceServiceGrpc.newBlockingStub(sender.channel).export(Samples.traces(2));

      assertThat(response.hasPartialSuccess()).isTrue();
      assertThat(response.getPartialSuccess().getRejectedSpans()).isZero();
    }
  }

  @Test
  void readsALargeMessageFromManyFrames() {
    byte[] request = Samples.traces(40_000).toByteArray();
    try (Rig rig = Rig.started();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      sender.send(Signal.TRACES, request);

      assertThat(rig.sink.only().bytes().toByteArray()).isEqualTo(request);
    }
  }

  @Test
  void acceptsNothingWithoutTroublingThePipeline() {
    try (Rig rig = Rig.started();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      assertThat(sender.send(Signal.LOGS, new byte[0])).isEqualTo(EMPTY_PARTIAL_SUCCESS);
      assertThat(rig.sink.arrivals()).isEmpty();
    }
  }

  @Test
  void servesOnlySignalsInUse() {
    try (Rig rig = new Rig.Builder().signals(Signal.LOGS).start();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      refused(sender, Samples.traces(1).toByteArray(), Status.Code.UNIMPLEMENTED);
      sender.send(Signal.LOGS, Samples.logs(1).toByteArray());
      assertThat(rig.sink.only().signal()).isEqualTo(Signal.LOGS);
    }
  }

  @Test
  void refusesMalformedAndGoesOn() {
    try (Rig rig = Rig.started();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      StatusRuntimeException refused = refused(sender, NOT_PROTOBUF, Status.Code.INTERNAL);
      assertThat(refused).hasMessageContaining("grpc: error unmarshalling request: ");

      sender.send(Signal.TRACES, Samples.traces(1).toByteArray());
      assertThat(rig.sink.only().items()).isEqualTo(1);
    }
  }

  @Test
  void refusesTooLargeAndGoesOn() {
    try (Rig rig = Rig.started();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      byte[] fiveMib = new byte[5 * 1024 * 1024];
      refused(sender, fiveMib, Status.Code.RESOURCE_EXHAUSTED);

      sender.send(Signal.TRACES, Samples.traces(1).toByteArray());
      assertThat(rig.sink.only().items()).isEqualTo(1);
    }
  }

  @Test
  void refusesTooLargeAfterDecompressionAndGoesOn() {
    try (Rig rig = Rig.started();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      byte[] fiveMib = new byte[5 * 1024 * 1024];
      assertThatThrownBy(() ->
              sender.send(Signal.TRACES, fiveMib, CallOptions.DEFAULT.withCompression("gzip")))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));

      sender.send(Signal.TRACES, Samples.traces(1).toByteArray());
      assertThat(rig.sink.only().items()).isEqualTo(1);
    }
  }

  @Test
  void takesLargerMessagesIfToldTo() {
    byte[] request = Samples.traces(60_000).toByteArray();
    assertThat(request.length).isGreaterThan(4 * 1024 * 1024);
    try (Rig rig =
            new Rig.Builder()
                .grpc("{max_recv_msg_size_mib: 8, read_buffer_size: 4096, write_buffer_size: 4096}")
                .start();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      sender.send(Signal.TRACES, request);
      assertThat(rig.sink.only().items()).isEqualTo(60_000);
    }
  }

  @Test
  void tellsSendersToRetryWhenMemoryIsOut() {
    try (Rig rig = new Rig.Builder().poolBytes(64 * 1024).start();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      byte[] request = Samples.traces(10_000).toByteArray();
      StatusRuntimeException refused = refused(sender, request, Status.Code.UNAVAILABLE);
      assertThat(refused).hasMessageContaining("no memory for a batch");

      sender.send(Signal.TRACES, Samples.traces(1).toByteArray());
      assertThat(rig.sink.only().items()).isEqualTo(1);
    }
  }

  @Test
  void mapsRefusalsOfThePipeline() {
    try (Rig rig = Rig.started();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      byte[] request = Samples.traces(1).toByteArray();
      rig.sink.then((_, _) -> throwing(ConsumeException.permanent("never")));
      assertThat(refused(sender, request, Status.Code.INTERNAL)).hasMessageEndingWith("never");

      rig.sink.then((_, _) -> throwing(ConsumeException.retryable("not now")));
      StatusRuntimeException retryable = refused(sender, request, Status.Code.UNAVAILABLE);
      assertThat(retryable).hasMessageEndingWith("not now");
      assertThat(details(retryable)).isEmpty();

      rig.sink.then((_, _) -> throwing(ConsumeException.cancelled("stopping")));
      refused(sender, request, Status.Code.UNAVAILABLE);

      rig.sink.then((_, _) ->
          throwing(
              ConsumeException.permanent("peer")
                  .withGrpcCode(Status.Code.INVALID_ARGUMENT.value())));
      refused(sender, request, Status.Code.INVALID_ARGUMENT);

      rig.sink.then((_, _) -> {
        throw new IllegalStateException("a bug");
      });
      refused(sender, request, Status.Code.INTERNAL);
      assertThat(rig.log.lines())
          .anyMatch(line -> line.startsWith("ERROR") && line.contains("a bug"));
    }
  }

  @Test
  void sendsTheDelayBeforeARetry() throws Exception {
    try (Rig rig = Rig.started();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      rig.sink.then((_, _) ->
          throwing(
              ConsumeException.retryable("busy", Optional.of(Duration.ofMillis(1_500)))
                  .withGrpcCode(Status.Code.RESOURCE_EXHAUSTED.value())));

      StatusRuntimeException refused =
          refused(sender, Samples.traces(1).toByteArray(), Status.Code.RESOURCE_EXHAUSTED);

      com.google.rpc.Status status =
          com.google.rpc.Status.parseFrom(details(refused).orElseThrow());
      assertThat(status.getCode()).isEqualTo(8);
      assertThat(status.getMessage()).isEqualTo("busy");
      com.google.rpc.RetryInfo info = status.getDetails(0).unpack(com.google.rpc.RetryInfo.class);
      assertThat(info.getRetryDelay().getSeconds()).isEqualTo(1);
      assertThat(info.getRetryDelay().getNanos()).isEqualTo(500_000_000);
    }
  }

  @Test
  void passesOnTheDeadline() {
    try (Rig rig = Rig.started();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      long before = System.nanoTime();
      sender.send(
          Signal.TRACES,
          Samples.traces(1).toByteArray(),
          CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.HOURS));

      long left = rig.sink.only().call().deadlineNanos().orElseThrow() - before;
      assertThat(Duration.ofNanos(left)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    }
  }

  @Test
  void passesOnMetadataIfToldTo() {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("X-Tenant", Metadata.ASCII_STRING_MARSHALLER), "a");
    headers.put(Metadata.Key.of("X-Tenant", Metadata.ASCII_STRING_MARSHALLER), "b");
    headers.put(
        Metadata.Key.of("raw-bin", Metadata.BINARY_BYTE_MARSHALLER),
        "bytes".getBytes(StandardCharsets.US_ASCII));
    try (Rig rig = new Rig.Builder().grpc("include_metadata: true").start();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      ClientCalls.blockingUnaryCall(
          ClientInterceptors.intercept(
              sender.channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
          GrpcSender.method(Signal.LOGS),
          CallOptions.DEFAULT,
          Samples.logs(1).toByteArray());

      assertThat(rig.sink.only().call().metadata())
          .containsEntry("x-tenant", List.of("a", "b"))
          .containsEntry("raw-bin", List.of("bytes"))
          .containsKeys("host", ":authority", "user-agent");
    }
  }

  private static void throwing(ConsumeException refusal) {
    throw refusal;
  }

  private static StatusRuntimeException refused(
      GrpcSender sender, byte[] request, Status.Code code) {
    try {
      sender.send(Signal.TRACES, request);
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).as(e.getMessage()).isEqualTo(code);
      return e;
    }
    throw new AssertionError("not refused");
  }

  private static Optional<byte[]> details(StatusRuntimeException e) {
    Metadata trailers = e.getTrailers();
    return trailers == null
        ? Optional.empty()
        : Optional.ofNullable(
            trailers.get(
                Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER)));
  }
}

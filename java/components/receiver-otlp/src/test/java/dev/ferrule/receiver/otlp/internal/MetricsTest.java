package dev.ferrule.receiver.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ConsumeException;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.Signal;
import io.grpc.StatusRuntimeException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted of each request, by protocol and signal. */
@ExtendWith(LeakWatch.class)
final class MetricsTest {
  private static String items(Signal signal) {
    return switch (signal) {
      case TRACES -> "spans";
      case METRICS -> "metric_points";
      case LOGS -> "log_records";
    };
  }

  private static List<String> three(
      Signal signal, String transport, int accepted, int failed, int refused) {
    String labels = items(signal) + "{receiver=otlp, transport=" + transport + "} ";
    return List.of(
        "accepted_" + labels + accepted,
        "failed_" + labels + failed,
        "refused_" + labels + refused);
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void everyOutcomeIsCountedOverGrpc(Signal signal) {
    try (Rig rig = Rig.started();
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      assertThat(rig.metered.lines()).isEmpty();
      sender.send(signal, Samples.request(signal, 3).toByteArray());
      assertThat(rig.metered.lines()).containsExactlyElementsOf(three(signal, "grpc", 3, 0, 0));
      sender.send(signal, Samples.request(signal, 4).toByteArray());

      rig.sink.then((_, _) -> {
        throw ConsumeException.retryable("full");
      });
      refuse(sender, signal, 10);
      rig.sink.then((_, _) -> {
        throw new IllegalStateException("a bug");
      });
      refuse(sender, signal, 20);
      assertThat(rig.metered.lines()).containsExactlyElementsOf(three(signal, "grpc", 7, 20, 10));
    }
  }

  private static void refuse(GrpcSender sender, Signal signal, int items) {
    assertThatThrownBy(() -> sender.send(signal, Samples.request(signal, items).toByteArray()))
        .isInstanceOf(StatusRuntimeException.class);
  }

  @Test
  void httpIsCountedApart() {
    byte[] request = Samples.traces(5).toByteArray();
    try (Rig rig = Rig.started();
        HttpSender http = new HttpSender();
        GrpcSender grpc = new GrpcSender(rig.grpcAddress())) {
      grpc.send(Signal.TRACES, Samples.traces(1).toByteArray());
      assertThat(http.post(rig.url("/v1/traces"), HttpSender.PROTOBUF, request).statusCode())
          .isEqualTo(200);
      rig.sink.then((_, _) -> {
        throw ConsumeException.permanent("never");
      });
      assertThat(http.post(rig.url("/v1/traces"), HttpSender.PROTOBUF, request).statusCode())
          .isEqualTo(500);
      assertThat(rig.metered.lines())
          .containsExactly(
              "accepted_spans{receiver=otlp, transport=grpc} 1",
              "accepted_spans{receiver=otlp, transport=http} 5",
              "failed_spans{receiver=otlp, transport=grpc} 0",
              "failed_spans{receiver=otlp, transport=http} 0",
              "refused_spans{receiver=otlp, transport=grpc} 0",
              "refused_spans{receiver=otlp, transport=http} 5");
    }
  }

  @Test
  void whatHoldsNoItemsOrIsMalformedIsNotCounted() {
    try (Rig rig = Rig.started();
        HttpSender http = new HttpSender()) {
      var url = rig.url("/v1/logs");
      assertThat(http.post(url, HttpSender.PROTOBUF, new byte[0]).statusCode()).isEqualTo(200);
      assertThat(http.post(url, HttpSender.JSON, new byte[] {'{'}).statusCode()).isEqualTo(400);
      assertThat(rig.metered.lines()).isEmpty();
    }
  }

  @Test
  void whatNobodyWaitsForAnyMoreIsRefused() {
    try (Rig rig = new Rig.Builder().build()) {
      Intake intake = new Intake(Map.of(Signal.LOGS, rig.sink), rig.settings, "grpc");
      boolean[] closed = {false};
      intake.drop(Batch.wrap(Signal.LOGS, 9, MemorySegment.NULL, () -> closed[0] = true));
      intake.drop(Batch.wrap(Signal.LOGS, 0, MemorySegment.NULL, () -> {}));
      assertThat(closed[0]).isTrue();
      assertThat(rig.metered.lines())
          .containsExactlyElementsOf(three(Signal.LOGS, "grpc", 0, 0, 9));
    }
  }
}

package dev.ferrule.exporter.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.pdata.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** A peer that takes a request with a remark: the batch counts as sent, the remark is logged. */
final class PartialSuccessTest {

  @Test
  void rejectedItemsAreLogged() throws Exception {
    assertThat(logged(Signal.TRACES, traces(3, "too old")))
        .isEqualTo(List.of(warning("dropped_spans", 3, "too old")));
    assertThat(
            logged(
                Signal.METRICS,
                ExportMetricsServiceResponse.newBuilder()
                    .setPartialSuccess(
                        ExportMetricsPartialSuccess.newBuilder()
                            .setRejectedDataPoints(4)
                            .setErrorMessage("zu alt, äöü"))
                    .build()
                    .toByteArray()))
        .isEqualTo(List.of(warning("dropped_data_points", 4, "zu alt, äöü")));
    assertThat(
            logged(
                Signal.LOGS,
                ExportLogsServiceResponse.newBuilder()
                    .setPartialSuccess(
                        ExportLogsPartialSuccess.newBuilder()
                            .setRejectedLogRecords(5)
                            .setErrorMessage("too long"))
                    .build()
                    .toByteArray()))
        .isEqualTo(List.of(warning("dropped_log_records", 5, "too long")));
  }

  @Test
  void aRemarkAloneIsLogged() throws Exception {
    assertThat(logged(Signal.TRACES, traces(0, "please upgrade")))
        .isEqualTo(List.of(warning("dropped_spans", 0, "please upgrade")));
  }

  @Test
  void anEmptyPartialSuccessIsSuccess() throws Exception {
    assertThat(logged(Signal.TRACES, new byte[] {0x0a, 0})).isEmpty();
  }

  @Test
  void fieldsOfALaterVersionAreSkipped() throws Exception {
    assertThat(logged(Signal.TRACES, new byte[] {0x50, 7, 0x0a, 2, 0x50, 7})).isEmpty();
  }

  @Test
  void anAnswerThatIsNotOneDoesNotLoseTheBatch() throws Exception {
    assertThat(logged(Signal.TRACES, new byte[] {0x0a, 5, 1}))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.level()).isEqualTo(Level.WARN);
          assertThat(line.message()).isEqualTo("Malformed response");
        });
  }

  private static byte[] traces(long rejected, String message) {
    return ExportTraceServiceResponse.newBuilder()
        .setPartialSuccess(
            ExportTracePartialSuccess.newBuilder()
                .setRejectedSpans(rejected)
                .setErrorMessage(message))
        .build()
        .toByteArray();
  }

  private static RecordingLogger.Line warning(String count, long rejected, String message) {
    return new RecordingLogger.Line(
        Level.WARN, "Partial success response", Map.of("message", message, count, rejected));
  }

  private static List<RecordingLogger.Line> logged(Signal signal, byte[] response)
      throws Exception {
    try (Peer peer = Peer.answering(_ -> response);
        Exporting it = Exporting.directly(signal, peer.endpoint())) {
      assertThat(it.export(9)).isNull();
      return it.logger.lines();
    }
  }
}

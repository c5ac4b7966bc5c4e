package dev.ferrule.pdata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads OTLP/JSON, in which single quotes stand for double ones, and parses what comes out. Checks
 * after each test that all memory is back.
 */
final class JsonRig implements AfterEachCallback {
  final BufferPool pool = BufferPool.bounded(64 << 20);

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(pool.leasedBytes()).as("leased bytes").isZero();
    pool.close();
  }

  Batch read(Signal signal, String json) {
    return read(signal, json.replace('\'', '"').getBytes(UTF_8));
  }

  Batch read(Signal signal, byte[] json) {
    return OtlpJson.read(signal, new ByteArrayInputStream(json), pool);
  }

  static Message parse(Batch batch) {
    assertThat(OtlpCheck.countItems(batch.signal(), batch.bytes())).isEqualTo(batch.itemCount());
    try {
      return RandomRequest.empty(batch.signal())
          .getParserForType()
          .parseFrom(batch.bytes().asByteBuffer());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /** A request of one span with these members. */
  static String spans(String members) {
    return "{'resourceSpans':[{'scopeSpans':[{'spans':[{" + members + "}]}]}]}";
  }

  /** A request of one metric with these members. */
  static String metrics(String members) {
    return "{'resourceMetrics':[{'scopeMetrics':[{'metrics':[{" + members + "}]}]}]}";
  }

  Span span(String members) {
    try (Batch batch = read(Signal.TRACES, spans(members))) {
      assertThat(batch.itemCount()).isEqualTo(1);
      return span(parse(batch));
    }
  }

  static Span span(Message request) {
    return ((ExportTraceServiceRequest) request).getResourceSpans(0).getScopeSpans(0).getSpans(0);
  }

  ResourceSpans resourceSpans(String members) {
    try (Batch batch = read(Signal.TRACES, "{'resourceSpans':[{" + members + "}]}")) {
      return ((ExportTraceServiceRequest) parse(batch)).getResourceSpans(0);
    }
  }

  LogRecord logRecord(String members) {
    String json = "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{" + members + "}]}]}]}";
    try (Batch batch = read(Signal.LOGS, json)) {
      return ((ExportLogsServiceRequest) parse(batch))
          .getResourceLogs(0)
          .getScopeLogs(0)
          .getLogRecords(0);
    }
  }

  AnyValue anyValue(String members) {
    return logRecord("'body':{" + members + "}").getBody();
  }

  Metric metric(String members) {
    try (Batch batch = read(Signal.METRICS, metrics(members))) {
      return metric(batch);
    }
  }

  static Metric metric(Batch batch) {
    return ((ExportMetricsServiceRequest) parse(batch))
        .getResourceMetrics(0)
        .getScopeMetrics(0)
        .getMetrics(0);
  }

  ExponentialHistogramDataPoint exponential(String members) {
    return metric("'exponentialHistogram':{'dataPoints':[{" + members + "}]}")
        .getExponentialHistogram()
        .getDataPoints(0);
  }
}

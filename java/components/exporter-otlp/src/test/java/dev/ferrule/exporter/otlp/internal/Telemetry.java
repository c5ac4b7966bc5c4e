package dev.ferrule.exporter.otlp.internal;

import com.google.protobuf.ByteString;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.Signal;
import dev.ferrule.pdata.WritableBuffer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Telemetry of every signal, made with the messages of the specification. */
final class Telemetry {
  private Telemetry() {}

  /** A request with that many items. */
  static byte[] request(Signal signal, int items) {
    return switch (signal) {
      case TRACES -> traces(items);
      case METRICS -> metrics(items);
      case LOGS -> logs(items);
    };
  }

  /** A batch in pooled memory, owned by the caller. */
  static Batch batch(Signal signal, int items, BufferPool pool) {
    byte[] request = request(signal, items);
    WritableBuffer buffer = pool.allocate(request.length);
    MemorySegment.copy(MemorySegment.ofArray(request), 0, buffer.segment(), 0, request.length);
    return buffer.freeze(signal, items, request.length);
  }

  private static byte[] traces(int items) {
    var request = ExportTraceServiceRequest.newBuilder();
    var scope = request.addResourceSpansBuilder().addScopeSpansBuilder();
    for (int i = 0; i < items; i++) {
      scope
          .addSpansBuilder()
          .setName("span " + i)
          .setTraceId(id("trace", 16, i))
          .setSpanId(id("span", 8, i))
          .setStartTimeUnixNano(1_000_000L + i);
    }
    return request.build().toByteArray();
  }

  private static byte[] metrics(int items) {
    var request = ExportMetricsServiceRequest.newBuilder();
    var metric =
        request
            .addResourceMetricsBuilder()
            .addScopeMetricsBuilder()
            .addMetricsBuilder()
            .setName("requests");
    for (int i = 0; i < items; i++) {
      metric.getGaugeBuilder().addDataPointsBuilder().setAsInt(i).setTimeUnixNano(1_000_000L + i);
    }
    return request.build().toByteArray();
  }

  private static byte[] logs(int items) {
    var request = ExportLogsServiceRequest.newBuilder();
    var scope = request.addResourceLogsBuilder().addScopeLogsBuilder();
    for (int i = 0; i < items; i++) {
      scope
          .addLogRecordsBuilder()
          .setBody(AnyValue.newBuilder().setStringValue("line " + i + " ëäö"))
          .setTimeUnixNano(1_000_000L + i);
    }
    return request.build().toByteArray();
  }

  private static ByteString id(String kind, int length, int number) {
    byte[] id = new byte[length];
    byte[] text = (number + kind).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(text, 0, id, 0, Math.min(length, text.length));
    return ByteString.copyFrom(id);
  }
}

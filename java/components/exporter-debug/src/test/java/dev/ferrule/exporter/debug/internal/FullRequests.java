package dev.ferrule.exporter.debug.internal;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.EntityRef;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;

/** Requests in which every field is set somewhere, and absent elsewhere. */
final class FullRequests {
  static final long TIME = 1_700_000_000_123_456_789L;
  static final ByteString TRACE_ID = bytes(0x5b, 16);
  static final ByteString SPAN_ID = bytes(0x0c, 8);

  private FullRequests() {}

  static ExportTraceServiceRequest traces() {
    Span child =
        Span.newBuilder()
            .setTraceId(TRACE_ID)
            .setSpanId(SPAN_ID)
            .setParentSpanId(bytes(0xe0, 8))
            .setTraceState("vendor=1")
            .setFlags(0x101)
            .setName("GET /cart")
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .setStartTimeUnixNano(TIME)
            .setEndTimeUnixNano(TIME + 877_543_211)
            .addAllAttributes(everyValue().getValuesList())
            .setDroppedAttributesCount(-1)
            .addEvents(
                Span.Event.newBuilder()
                    .setTimeUnixNano(TIME + 1)
                    .setName("exception")
                    .addAttributes(text("exception.type", "IOException"))
                    .setDroppedAttributesCount(1))
            .addEvents(Span.Event.newBuilder().setName("bare"))
            .setDroppedEventsCount(2)
            .addLinks(
                Span.Link.newBuilder()
                    .setTraceId(bytes(0x10, 16))
                    .setSpanId(bytes(0x20, 8))
                    .setTraceState("vendor=2")
                    .addAttributes(text("why", "batch"))
                    .setDroppedAttributesCount(3)
                    .setFlags(1))
            .addLinks(Span.Link.newBuilder())
            .setDroppedLinksCount(4)
            .setStatus(
                Status.newBuilder()
                    .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                    .setMessage("no cart"))
            .build();
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(resource())
                .setSchemaUrl("https://example.com/resource")
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .setScope(scope())
                        .setSchemaUrl("https://example.com/spans")
                        .addSpans(child)
                        .addSpans(Span.newBuilder().setKindValue(99))))
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .setScope(InstrumentationScope.newBuilder().setVersion("2"))
                        .addSpans(Span.newBuilder().setName("root"))))
        .build();
  }

  static ExportLogsServiceRequest logs() {
    LogRecord full =
        LogRecord.newBuilder()
            .setTimeUnixNano(TIME)
            .setObservedTimeUnixNano(TIME + 500_000_000)
            .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR2)
            .setSeverityText("ERR")
            .setBody(AnyValue.newBuilder().setStringValue("disk full\nfor good"))
            .addAttributes(text("device", "sda1"))
            .addAttributes(text("device", "again"))
            .setDroppedAttributesCount(1)
            .setFlags(1)
            .setTraceId(TRACE_ID)
            .setSpanId(SPAN_ID)
            .setEventName("device.full")
            .build();
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(resource())
                .setSchemaUrl("https://example.com/resource")
                .addScopeLogs(
                    ScopeLogs.newBuilder()
                        .setScope(scope())
                        .setSchemaUrl("https://example.com/logs")
                        .addLogRecords(full)
                        .addLogRecords(
                            LogRecord.newBuilder()
                                .setBody(AnyValue.newBuilder().setKvlistValue(everyValue()))))
                .addScopeLogs(
                    ScopeLogs.newBuilder()
                        .addLogRecords(LogRecord.newBuilder().setSeverityNumberValue(77))))
        .build();
  }

  static Resource resource() {
    return Resource.newBuilder()
        .addAttributes(text("service.name", "cart"))
        .addAttributes(text("host.name", "h1"))
        .setDroppedAttributesCount(1)
        .addEntityRefs(
            EntityRef.newBuilder()
                .setType("service")
                .setSchemaUrl("https://example.com/entity")
                .addIdKeys("service.name")
                .addDescriptionKeys("service.version"))
        .addEntityRefs(EntityRef.newBuilder().setType("host").addIdKeys("host.name"))
        .build();
  }

  static InstrumentationScope scope() {
    return InstrumentationScope.newBuilder()
        .setName("cart.lib")
        .setVersion("1.2.3")
        .addAttributes(text("short", "yes"))
        .setDroppedAttributesCount(1)
        .build();
  }

  private static KeyValueList everyValue() {
    return KeyValueList.newBuilder()
        .addValues(text("z.text", "two words"))
        .addValues(value("bool", AnyValue.newBuilder().setBoolValue(true)))
        .addValues(value("int", AnyValue.newBuilder().setIntValue(-42)))
        .addValues(value("double", AnyValue.newBuilder().setDoubleValue(0.25)))
        .addValues(
            value("bytes", AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("binary"))))
        .addValues(value("nothing", AnyValue.newBuilder()))
        .addValues(
            value(
                "list",
                AnyValue.newBuilder()
                    .setArrayValue(
                        ArrayValue.newBuilder()
                            .addValues(AnyValue.newBuilder().setStringValue("a \"b\" <c>"))
                            .addValues(AnyValue.newBuilder().setDoubleValue(1e21))
                            .addValues(AnyValue.newBuilder()))))
        .addValues(
            value(
                "map",
                AnyValue.newBuilder()
                    .setKvlistValue(
                        KeyValueList.newBuilder()
                            .addValues(text("y", "last"))
                            .addValues(text("x", "first")))))
        .build();
  }

  static KeyValue text(String key, String value) {
    return value(key, AnyValue.newBuilder().setStringValue(value));
  }

  private static KeyValue value(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  /** Counts up from that byte. */
  private static ByteString bytes(int first, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (first + i);
    }
    return ByteString.copyFrom(bytes);
  }
}

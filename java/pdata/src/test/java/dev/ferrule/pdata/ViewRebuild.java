package dev.ferrule.pdata;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
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
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes protobuf messages of what views show. Messages that are absent become empty ones, hence
 * {@code ViewTest} brings the oracle's messages to the same form.
 */
final class ViewRebuild {
  private ViewRebuild() {}

  static ExportTraceServiceRequest traces(TracesView view) {
    return ExportTraceServiceRequest.newBuilder()
        .addAllResourceSpans(each(view.resourceSpans(), ViewRebuild::resourceSpans))
        .build();
  }

  private static ResourceSpans resourceSpans(ResourceSpansView view) {
    return ResourceSpans.newBuilder()
        .setResource(resource(view.resource()))
        .addAllScopeSpans(each(view.scopeSpans(), ViewRebuild::scopeSpans))
        .setSchemaUrl(view.schemaUrl())
        .build();
  }

  private static ScopeSpans scopeSpans(ScopeSpansView view) {
    return ScopeSpans.newBuilder()
        .setScope(scope(view.scope()))
        .addAllSpans(each(view.spans(), ViewRebuild::span))
        .setSchemaUrl(view.schemaUrl())
        .build();
  }

  private static Span span(SpanView view) {
    return Span.newBuilder()
        .setTraceId(bytes(view.traceId()))
        .setSpanId(bytes(view.spanId()))
        .setTraceState(view.traceState())
        .setParentSpanId(bytes(view.parentSpanId()))
        .setFlags((int) view.flags())
        .setName(view.name())
        .setKindValue(view.kind())
        .setStartTimeUnixNano(view.startTimeUnixNano())
        .setEndTimeUnixNano(view.endTimeUnixNano())
        .addAllAttributes(attributes(view.attributes()))
        .setDroppedAttributesCount((int) view.droppedAttributesCount())
        .addAllEvents(
            each(
                view.events(),
                event ->
                    Span.Event.newBuilder()
                        .setTimeUnixNano(event.timeUnixNano())
                        .setName(event.name())
                        .addAllAttributes(attributes(event.attributes()))
                        .setDroppedAttributesCount((int) event.droppedAttributesCount())
                        .build()))
        .setDroppedEventsCount((int) view.droppedEventsCount())
        .addAllLinks(
            each(
                view.links(),
                link ->
                    Span.Link.newBuilder()
                        .setTraceId(bytes(link.traceId()))
                        .setSpanId(bytes(link.spanId()))
                        .setTraceState(link.traceState())
                        .addAllAttributes(attributes(link.attributes()))
                        .setDroppedAttributesCount((int) link.droppedAttributesCount())
                        .setFlags((int) link.flags())
                        .build()))
        .setDroppedLinksCount((int) view.droppedLinksCount())
        .setStatus(
            Status.newBuilder()
                .setMessage(view.status().message())
                .setCodeValue(view.status().code()))
        .build();
  }

  static ExportMetricsServiceRequest metrics(MetricsView view) {
    return ExportMetricsServiceRequest.newBuilder()
        .addAllResourceMetrics(
            each(
                view.resourceMetrics(),
                resource ->
                    ResourceMetrics.newBuilder()
                        .setResource(resource(resource.resource()))
                        .addAllScopeMetrics(
                            each(resource.scopeMetrics(), ViewRebuild::scopeMetrics))
                        .setSchemaUrl(resource.schemaUrl())
                        .build()))
        .build();
  }

  private static ScopeMetrics scopeMetrics(ScopeMetricsView view) {
    return ScopeMetrics.newBuilder()
        .setScope(scope(view.scope()))
        .addAllMetrics(each(view.metrics(), ViewRebuildMetric::metric))
        .setSchemaUrl(view.schemaUrl())
        .build();
  }

  static Buckets buckets(BucketsView view) {
    return Buckets.newBuilder()
        .setOffset(view.offset())
        .addAllBucketCounts(longs(view.bucketCounts()))
        .build();
  }

  static ExportLogsServiceRequest logs(LogsView view) {
    return ExportLogsServiceRequest.newBuilder()
        .addAllResourceLogs(
            each(
                view.resourceLogs(),
                resource ->
                    ResourceLogs.newBuilder()
                        .setResource(resource(resource.resource()))
                        .addAllScopeLogs(each(resource.scopeLogs(), ViewRebuild::scopeLogs))
                        .setSchemaUrl(resource.schemaUrl())
                        .build()))
        .build();
  }

  private static ScopeLogs scopeLogs(ScopeLogsView view) {
    return ScopeLogs.newBuilder()
        .setScope(scope(view.scope()))
        .addAllLogRecords(each(view.logRecords(), ViewRebuild::logRecord))
        .setSchemaUrl(view.schemaUrl())
        .build();
  }

  private static LogRecord logRecord(LogRecordView view) {
    return LogRecord.newBuilder()
        .setTimeUnixNano(view.timeUnixNano())
        .setObservedTimeUnixNano(view.observedTimeUnixNano())
        .setSeverityNumberValue(view.severityNumber())
        .setSeverityText(view.severityText())
        .setBody(value(view.body()))
        .addAllAttributes(attributes(view.attributes()))
        .setDroppedAttributesCount((int) view.droppedAttributesCount())
        .setFlags((int) view.flags())
        .setTraceId(bytes(view.traceId()))
        .setSpanId(bytes(view.spanId()))
        .setEventName(view.eventName())
        .build();
  }

  private static Resource resource(ResourceView view) {
    return Resource.newBuilder()
        .addAllAttributes(attributes(view.attributes()))
        .setDroppedAttributesCount((int) view.droppedAttributesCount())
        .addAllEntityRefs(
            each(
                view.entityRefs(),
                ref ->
                    EntityRef.newBuilder()
                        .setSchemaUrl(ref.schemaUrl())
                        .setType(ref.type())
                        .addAllIdKeys(ref.idKeys())
                        .addAllDescriptionKeys(ref.descriptionKeys())
                        .build()))
        .build();
  }

  private static InstrumentationScope scope(ScopeView view) {
    return InstrumentationScope.newBuilder()
        .setName(view.name())
        .setVersion(view.version())
        .addAllAttributes(attributes(view.attributes()))
        .setDroppedAttributesCount((int) view.droppedAttributesCount())
        .build();
  }

  static List<KeyValue> attributes(RepeatedView<KeyValueView> views) {
    return each(
        views,
        view -> KeyValue.newBuilder().setKey(view.key()).setValue(value(view.value())).build());
  }

  static AnyValue value(AnyValueView view) {
    AnyValue.Builder value = AnyValue.newBuilder();
    switch (view) {
      case AnyValueView.Empty _ -> {}
      case AnyValueView.StringValue text -> value.setStringValue(text.value());
      case AnyValueView.BoolValue bool -> value.setBoolValue(bool.value());
      case AnyValueView.IntValue integer -> value.setIntValue(integer.value());
      case AnyValueView.DoubleValue number -> value.setDoubleValue(number.value());
      case AnyValueView.BytesValue raw -> value.setBytesValue(bytes(raw.value()));
      case AnyValueView.ArrayValue list ->
          value.setArrayValue(
              ArrayValue.newBuilder().addAllValues(each(list.values(), ViewRebuild::value)));
      case AnyValueView.KeyValueList map ->
          value.setKvlistValue(KeyValueList.newBuilder().addAllValues(attributes(map.values())));
    }
    return value.build();
  }

  static ByteString bytes(BytesView view) {
    return ByteString.copyFrom(view.toArray());
  }

  static List<Long> longs(long[] values) {
    return java.util.Arrays.stream(values).boxed().toList();
  }

  /** Also checks that the size told is the number of elements. */
  static <V, M> List<M> each(RepeatedView<V> views, Function<V, M> make) {
    List<M> made = new ArrayList<>();
    views.forEach(view -> made.add(make.apply(view)));
    if (made.size() != views.size() || views.isEmpty() != made.isEmpty()) {
      throw new AssertionError("size is %d, elements are %d".formatted(views.size(), made.size()));
    }
    return made;
  }
}

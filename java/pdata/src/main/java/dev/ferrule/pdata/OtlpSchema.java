package dev.ferrule.pdata;

import static dev.ferrule.pdata.FieldKind.BOOL;
import static dev.ferrule.pdata.FieldKind.BYTES;
import static dev.ferrule.pdata.FieldKind.DOUBLE;
import static dev.ferrule.pdata.FieldKind.FIXED32;
import static dev.ferrule.pdata.FieldKind.FIXED64;
import static dev.ferrule.pdata.FieldKind.INT32;
import static dev.ferrule.pdata.FieldKind.INT64;
import static dev.ferrule.pdata.FieldKind.SFIXED64;
import static dev.ferrule.pdata.FieldKind.SINT32;
import static dev.ferrule.pdata.FieldKind.SPAN_ID;
import static dev.ferrule.pdata.FieldKind.STRING;
import static dev.ferrule.pdata.FieldKind.TRACE_ID;
import static dev.ferrule.pdata.FieldKind.UINT32;
import static dev.ferrule.pdata.FieldKind.UINT64;

import java.util.HashMap;
import java.util.Map;

/**
 * The messages of OTLP 1.x, as far as the three export requests reach. This one table serves the
 * check of protobuf and the reader of JSON.
 */
final class OtlpSchema {
  private static final Map<String, Integer> SPAN_KINDS =
      numbered("SPAN_KIND_", "UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
  private static final Map<String, Integer> STATUS_CODES =
      numbered("STATUS_CODE_", "UNSET", "OK", "ERROR");
  private static final Map<String, Integer> TEMPORALITIES =
      numbered("AGGREGATION_TEMPORALITY_", "UNSPECIFIED", "DELTA", "CUMULATIVE");
  private static final Map<String, Integer> SEVERITIES = severities();

  private static final MessageType ANY_VALUE = MessageType.named("AnyValue");
  private static final MessageType KEY_VALUE =
      MessageType.named("KeyValue")
          .define(
              Field.of(1, "key", STRING),
              Field.of(2, "value", ANY_VALUE),
              Field.of(3, "key_strindex", INT32));

  static {
    MessageType array =
        MessageType.named("ArrayValue").define(Field.repeated(1, "values", ANY_VALUE));
    MessageType keyValues =
        MessageType.named("KeyValueList").define(Field.repeated(1, "values", KEY_VALUE));
    ANY_VALUE
        .define(
            Field.present(1, "string_value", STRING),
            Field.present(2, "bool_value", BOOL),
            Field.present(3, "int_value", INT64),
            Field.present(4, "double_value", DOUBLE),
            Field.of(5, "array_value", array),
            Field.of(6, "kvlist_value", keyValues),
            Field.present(7, "bytes_value", BYTES),
            Field.present(8, "string_value_strindex", INT32))
        .choice(1, 2, 3, 4, 5, 6, 7, 8);
  }

  private static final MessageType SCOPE =
      MessageType.named("InstrumentationScope")
          .define(
              Field.of(1, "name", STRING),
              Field.of(2, "version", STRING),
              Field.repeated(3, "attributes", KEY_VALUE),
              Field.of(4, "dropped_attributes_count", UINT32));
  private static final MessageType ENTITY_REF =
      MessageType.named("EntityRef")
          .define(
              Field.of(1, "schema_url", STRING),
              Field.of(2, "type", STRING),
              Field.repeated(3, "id_keys", STRING),
              Field.repeated(4, "description_keys", STRING));
  private static final MessageType RESOURCE =
      MessageType.named("Resource")
          .define(
              Field.repeated(1, "attributes", KEY_VALUE),
              Field.of(2, "dropped_attributes_count", UINT32),
              Field.repeated(3, "entity_refs", ENTITY_REF));

  private static final MessageType SPAN_EVENT =
      MessageType.named("Span.Event")
          .define(
              Field.of(1, "time_unix_nano", FIXED64),
              Field.of(2, "name", STRING),
              Field.repeated(3, "attributes", KEY_VALUE),
              Field.of(4, "dropped_attributes_count", UINT32));
  private static final MessageType SPAN_LINK =
      MessageType.named("Span.Link")
          .define(
              Field.of(1, "trace_id", TRACE_ID),
              Field.of(2, "span_id", SPAN_ID),
              Field.of(3, "trace_state", STRING),
              Field.repeated(4, "attributes", KEY_VALUE),
              Field.of(5, "dropped_attributes_count", UINT32),
              Field.of(6, "flags", FIXED32));
  private static final MessageType STATUS =
      MessageType.named("Status")
          .define(Field.of(2, "message", STRING), Field.of(3, "code", STATUS_CODES));
  private static final MessageType SPAN =
      MessageType.item("Span")
          .define(
              Field.of(1, "trace_id", TRACE_ID),
              Field.of(2, "span_id", SPAN_ID),
              Field.of(3, "trace_state", STRING),
              Field.of(4, "parent_span_id", SPAN_ID),
              Field.of(5, "name", STRING),
              Field.of(6, "kind", SPAN_KINDS),
              Field.of(7, "start_time_unix_nano", FIXED64),
              Field.of(8, "end_time_unix_nano", FIXED64),
              Field.repeated(9, "attributes", KEY_VALUE),
              Field.of(10, "dropped_attributes_count", UINT32),
              Field.repeated(11, "events", SPAN_EVENT),
              Field.of(12, "dropped_events_count", UINT32),
              Field.repeated(13, "links", SPAN_LINK),
              Field.of(14, "dropped_links_count", UINT32),
              Field.of(15, "status", STATUS),
              Field.of(16, "flags", FIXED32));
  private static final MessageType TRACES = request("spans", SPAN);

  private static final MessageType EXEMPLAR =
      MessageType.named("Exemplar")
          .define(
              Field.of(2, "time_unix_nano", FIXED64),
              Field.present(3, "as_double", DOUBLE),
              Field.of(4, "span_id", SPAN_ID),
              Field.of(5, "trace_id", TRACE_ID),
              Field.present(6, "as_int", SFIXED64),
              Field.repeated(7, "filtered_attributes", KEY_VALUE))
          .choice(3, 6);
  private static final MessageType NUMBER_DATA_POINT =
      MessageType.item("NumberDataPoint")
          .define(
              Field.of(2, "start_time_unix_nano", FIXED64),
              Field.of(3, "time_unix_nano", FIXED64),
              Field.present(4, "as_double", DOUBLE),
              Field.repeated(5, "exemplars", EXEMPLAR),
              Field.present(6, "as_int", SFIXED64),
              Field.repeated(7, "attributes", KEY_VALUE),
              Field.of(8, "flags", UINT32))
          .choice(4, 6);
  private static final MessageType HISTOGRAM_DATA_POINT =
      MessageType.item("HistogramDataPoint")
          .define(
              Field.of(2, "start_time_unix_nano", FIXED64),
              Field.of(3, "time_unix_nano", FIXED64),
              Field.of(4, "count", FIXED64),
              Field.present(5, "sum", DOUBLE),
              Field.repeated(6, "bucket_counts", FIXED64),
              Field.repeated(7, "explicit_bounds", DOUBLE),
              Field.repeated(8, "exemplars", EXEMPLAR),
              Field.repeated(9, "attributes", KEY_VALUE),
              Field.of(10, "flags", UINT32),
              Field.present(11, "min", DOUBLE),
              Field.present(12, "max", DOUBLE));
  private static final MessageType BUCKETS =
      MessageType.named("ExponentialHistogramDataPoint.Buckets")
          .define(Field.of(1, "offset", SINT32), Field.repeated(2, "bucket_counts", UINT64));
  private static final MessageType EXPONENTIAL_HISTOGRAM_DATA_POINT =
      MessageType.item("ExponentialHistogramDataPoint")
          .define(
              Field.repeated(1, "attributes", KEY_VALUE),
              Field.of(2, "start_time_unix_nano", FIXED64),
              Field.of(3, "time_unix_nano", FIXED64),
              Field.of(4, "count", FIXED64),
              Field.present(5, "sum", DOUBLE),
              Field.of(6, "scale", SINT32),
              Field.of(7, "zero_count", FIXED64),
              Field.of(8, "positive", BUCKETS),
              Field.of(9, "negative", BUCKETS),
              Field.of(10, "flags", UINT32),
              Field.repeated(11, "exemplars", EXEMPLAR),
              Field.present(12, "min", DOUBLE),
              Field.present(13, "max", DOUBLE),
              Field.of(14, "zero_threshold", DOUBLE));
  private static final MessageType VALUE_AT_QUANTILE =
      MessageType.named("SummaryDataPoint.ValueAtQuantile")
          .define(Field.of(1, "quantile", DOUBLE), Field.of(2, "value", DOUBLE));
  private static final MessageType SUMMARY_DATA_POINT =
      MessageType.item("SummaryDataPoint")
          .define(
              Field.of(2, "start_time_unix_nano", FIXED64),
              Field.of(3, "time_unix_nano", FIXED64),
              Field.of(4, "count", FIXED64),
              Field.of(5, "sum", DOUBLE),
              Field.repeated(6, "quantile_values", VALUE_AT_QUANTILE),
              Field.repeated(7, "attributes", KEY_VALUE),
              Field.of(8, "flags", UINT32));
  private static final MessageType METRIC =
      MessageType.named("Metric")
          .define(
              Field.of(1, "name", STRING),
              Field.of(2, "description", STRING),
              Field.of(3, "unit", STRING),
              Field.of(5, "gauge", points("Gauge", NUMBER_DATA_POINT)),
              Field.of(
                  7,
                  "sum",
                  points(
                      "Sum", NUMBER_DATA_POINT, temporality(), Field.of(3, "is_monotonic", BOOL))),
              Field.of(9, "histogram", points("Histogram", HISTOGRAM_DATA_POINT, temporality())),
              Field.of(
                  10,
                  "exponential_histogram",
                  points("ExponentialHistogram", EXPONENTIAL_HISTOGRAM_DATA_POINT, temporality())),
              Field.of(11, "summary", points("Summary", SUMMARY_DATA_POINT)),
              Field.repeated(12, "metadata", KEY_VALUE))
          .choice(5, 7, 9, 10, 11);
  private static final MessageType METRICS = request("metrics", METRIC);

  private static final MessageType LOG_RECORD =
      MessageType.item("LogRecord")
          .define(
              Field.of(1, "time_unix_nano", FIXED64),
              Field.of(2, "severity_number", SEVERITIES),
              Field.of(3, "severity_text", STRING),
              Field.of(5, "body", ANY_VALUE),
              Field.repeated(6, "attributes", KEY_VALUE),
              Field.of(7, "dropped_attributes_count", UINT32),
              Field.of(8, "flags", FIXED32),
              Field.of(9, "trace_id", TRACE_ID),
              Field.of(10, "span_id", SPAN_ID),
              Field.of(11, "observed_time_unix_nano", FIXED64),
              Field.of(12, "event_name", STRING));
  private static final MessageType LOGS = request("logs", "log_records", LOG_RECORD);

  private OtlpSchema() {}

  /** The {@code Export<Signal>ServiceRequest}. */
  static MessageType request(Signal signal) {
    return switch (signal) {
      case TRACES -> TRACES;
      case METRICS -> METRICS;
      case LOGS -> LOGS;
    };
  }

  private static MessageType request(String items, MessageType item) {
    return request(items, items, item);
  }

  private static MessageType request(String signal, String items, MessageType item) {
    MessageType inScope =
        MessageType.named("Scope " + signal)
            .define(
                Field.of(1, "scope", SCOPE),
                Field.repeated(2, items, item),
                Field.of(3, "schema_url", STRING));
    MessageType ofResource =
        MessageType.named("Resource " + signal)
            .define(
                Field.of(1, "resource", RESOURCE),
                Field.repeated(2, "scope_" + signal, inScope),
                Field.of(3, "schema_url", STRING))
            .removed("instrumentation_library_" + signal);
    return MessageType.named("Export " + signal)
        .define(Field.repeated(1, "resource_" + signal, ofResource));
  }

  private static MessageType points(String name, MessageType point, Field... others) {
    Field[] fields = new Field[others.length + 1];
    fields[0] = Field.repeated(1, "data_points", point);
    System.arraycopy(others, 0, fields, 1, others.length);
    return MessageType.named(name).define(fields);
  }

  private static Field temporality() {
    return Field.of(2, "aggregation_temporality", TEMPORALITIES);
  }

  private static Map<String, Integer> numbered(String prefix, String... names) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      numbers.put(prefix + names[i], i);
    }
    return Map.copyOf(numbers);
  }

  private static Map<String, Integer> severities() {
    Map<String, Integer> numbers = new HashMap<>();
    numbers.put("SEVERITY_NUMBER_UNSPECIFIED", 0);
    int number = 1;
    for (String name : new String[] {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"}) {
      for (String step : new String[] {"", "2", "3", "4"}) {
        numbers.put("SEVERITY_NUMBER_" + name + step, number++);
      }
    }
    return Map.copyOf(numbers);
  }
}

package dev.ferrule.pdata;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.List;
import java.util.Random;

/** Export requests at random that keep the rules of OTLP, and how many items they have. */
final class RandomRequest {
  private final Random random;
  private final ViewRandomMessage messages;

  RandomRequest(Random random) {
    this.random = random;
    this.messages = new ViewRandomMessage(random);
  }

  static Message empty(Signal signal) {
    return switch (signal) {
      case TRACES -> ExportTraceServiceRequest.getDefaultInstance();
      case METRICS -> ExportMetricsServiceRequest.getDefaultInstance();
      case LOGS -> ExportLogsServiceRequest.getDefaultInstance();
    };
  }

  Message of(Signal signal) {
    return withIds(messages.like(empty(signal)));
  }

  static int items(Message request) {
    return switch (request) {
      case ExportTraceServiceRequest traces ->
          traces.getResourceSpansList().stream()
              .flatMap(resource -> resource.getScopeSpansList().stream())
              .mapToInt(scope -> scope.getSpansCount())
              .sum();
      case ExportMetricsServiceRequest metrics ->
          metrics.getResourceMetricsList().stream()
              .flatMap(resource -> resource.getScopeMetricsList().stream())
              .flatMap(scope -> scope.getMetricsList().stream())
              .mapToInt(RandomRequest::points)
              .sum();
      case ExportLogsServiceRequest logs ->
          logs.getResourceLogsList().stream()
              .flatMap(resource -> resource.getScopeLogsList().stream())
              .mapToInt(scope -> scope.getLogRecordsCount())
              .sum();
      default -> throw new IllegalArgumentException(request.getDescriptorForType().getName());
    };
  }

  private static int points(Metric metric) {
    return switch (metric.getDataCase()) {
      case GAUGE -> metric.getGauge().getDataPointsCount();
      case SUM -> metric.getSum().getDataPointsCount();
      case HISTOGRAM -> metric.getHistogram().getDataPointsCount();
      case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsCount();
      case SUMMARY -> metric.getSummary().getDataPointsCount();
      case DATA_NOT_SET -> 0;
    };
  }

  /** The same with ids of the right length. */
  private <M extends Message> M withIds(M message) {
    Message.Builder builder = message.toBuilder();
    for (FieldDescriptor field : message.getAllFields().keySet()) {
      if (field.getName().endsWith("trace_id")) {
        builder.setField(field, id(16));
      } else if (field.getName().endsWith("span_id")) {
        builder.setField(field, id(8));
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        if (field.isRepeated()) {
          List<?> values = (List<?>) message.getField(field);
          for (int i = 0; i < values.size(); i++) {
            builder.setRepeatedField(field, i, withIds((Message) values.get(i)));
          }
        } else {
          builder.setField(field, withIds((Message) message.getField(field)));
        }
      }
    }
    @SuppressWarnings("unchecked") // a builder builds the type it came from
    M result = (M) builder.build();
    return result;
  }

  private ByteString id(int length) {
    byte[] bytes = new byte[random.nextInt(4) == 0 ? 0 : length];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }
}

package dev.ferrule.nativehost;

import dev.ferrule.component.Settings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The metrics of one component: instruments of the collector's own telemetry. Any thread. */
final class ComponentMetrics {
  private static final int MOST_SERIES = 2000;

  private final Series all;
  private final Meter meter;
  private final String kind;
  private final String id;
  private final ReentrantLock defining = new ReentrantLock();
  private final Map<MetricDefinition, Long> series = new HashMap<>();
  private final Map<String, MetricDefinition.Instrument> instruments = new HashMap<>();
  private boolean ended;

  ComponentMetrics(Series all, Settings settings, String kind) {
    this.all = all;
    this.meter = settings.meter();
    this.kind = kind;
    this.id = settings.id().toString();
  }

  /**
   * The series of a metric, the same for the same definition.
   *
   * @throws Refusal if it cannot be had
   */
  long define(MetricDefinition metric) throws Refusal {
    defining.lock();
    try {
      Long known = series.get(metric);
      if (known != null) {
        return known;
      }
      if (ended) {
        throw new Refusal(Abi.E_STATE, "the component has ended");
      }
      if (series.size() == MOST_SERIES) {
        throw new Refusal(
            Abi.E_BUSY, "the component has " + MOST_SERIES + " series, and no more are allowed");
      }
      Attributes attributes = attributes(metric.attributesJson());
      MetricDefinition.Instrument instrument = metric.instrument();
      MetricDefinition.Instrument other = instruments.putIfAbsent(instrument.name(), instrument);
      if (other != null && !other.equals(instrument)) {
        throw new Refusal(
            Abi.E_ARG, "there is a metric of that name already, and it is " + other.describe());
      }
      long number = all.add(target(metric, attributes));
      series.put(metric, number);
      return number;
    } finally {
      defining.unlock();
    }
  }

  private Attributes attributes(String json) throws Refusal {
    AttributesBuilder attributes = Attributes.builder().put(kind, id);
    if (json.isEmpty()) {
      return attributes.build();
    }
    @Nullable JsonNode node;
    try {
      node = Json.read(json);
    } catch (JacksonException e) {
      throw new Refusal(Abi.E_ARG, "the attributes are not JSON: " + e.getOriginalMessage());
    }
    if (!(node instanceof ObjectNode object)) {
      throw new Refusal(Abi.E_ARG, "the attributes are not a JSON object");
    }
    for (Map.Entry<String, JsonNode> attribute : object.properties()) {
      String key = attribute.getKey();
      JsonNode value = attribute.getValue();
      if (key.isEmpty() || key.equals(kind)) {
        throw new Refusal(Abi.E_ARG, "attribute \"" + key + "\" is not the component's to set");
      }
      switch (value.getNodeType()) {
        case STRING -> attributes.put(key, value.stringValue());
        case BOOLEAN -> attributes.put(key, value.booleanValue());
        case NUMBER -> {
          if (value.isIntegralNumber() && value.canConvertToLong()) {
            attributes.put(key, value.longValue());
          } else {
            attributes.put(key, value.decimalValue().doubleValue());
          }
        }
        default ->
            throw new Refusal(Abi.E_ARG, "attribute \"" + key + "\" is no string, number or bool");
      }
    }
    return attributes.build();
  }

  private DoubleConsumer target(MetricDefinition metric, Attributes attributes) {
    MetricDefinition.Instrument instrument = metric.instrument();
    return switch (instrument.kind()) {
      case COUNTER -> {
        DoubleCounter counter =
            meter
                .counterBuilder(instrument.name())
                .ofDoubles()
                .setUnit(instrument.unit())
                .setDescription(metric.description())
                .build();
        yield value -> {
          if (isAmount(value)) {
            counter.add(value, attributes);
          }
        };
      }
      case UP_DOWN_COUNTER -> {
        DoubleUpDownCounter counter =
            meter
                .upDownCounterBuilder(instrument.name())
                .ofDoubles()
                .setUnit(instrument.unit())
                .setDescription(metric.description())
                .build();
        yield value -> {
          if (Double.isFinite(value)) {
            counter.add(value, attributes);
          }
        };
      }
      case HISTOGRAM -> {
        var builder =
            meter
                .histogramBuilder(instrument.name())
                .setUnit(instrument.unit())
                .setDescription(metric.description());
        if (!instrument.bounds().isEmpty()) {
          builder.setExplicitBucketBoundariesAdvice(instrument.bounds());
        }
        DoubleHistogram histogram = builder.build();
        yield value -> {
          if (isAmount(value)) {
            histogram.record(value, attributes);
          }
        };
      }
    };
  }

  /** Whether a counter or a histogram takes that; what is not a number is none. */
  private static boolean isAmount(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }

  /** Ends all series of the component. */
  void end() {
    defining.lock();
    try {
      ended = true;
      series.values().forEach(all::remove);
      series.clear();
    } finally {
      defining.unlock();
    }
  }
}

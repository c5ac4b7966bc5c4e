package dev.ferrule.exporter.debug.internal;

import static dev.ferrule.exporter.debug.internal.GoNumbers.fixed;
import static java.lang.Long.toUnsignedString;

import dev.ferrule.pdata.ExemplarView;
import dev.ferrule.pdata.ExponentialHistogramDataPointView;
import dev.ferrule.pdata.HistogramDataPointView;
import dev.ferrule.pdata.KeyValueView;
import dev.ferrule.pdata.NumberDataPointView;
import dev.ferrule.pdata.NumberView;
import dev.ferrule.pdata.QuantileView;
import dev.ferrule.pdata.RepeatedView;
import dev.ferrule.pdata.SummaryDataPointView;
import java.util.OptionalDouble;

/** Data points at detailed verbosity. */
final class DetailedPoints {
  private final DetailedText text;

  DetailedPoints(DetailedText text) {
    this.text = text;
  }

  void number(NumberDataPointView point) {
    begin(point.attributes(), point.startTimeUnixNano(), point.timeUnixNano());
    switch (point.value()) {
      case NumberView.Empty _ -> {}
      case NumberView.IntValue integer -> text.line("Value: ", integer.value());
      case NumberView.DoubleValue number -> text.line("Value: ", fixed(number.value()));
    }
    exemplars(point.exemplars());
  }

  void histogram(HistogramDataPointView point) {
    begin(point.attributes(), point.startTimeUnixNano(), point.timeUnixNano());
    aggregate(point.count(), point.sum(), point.min(), point.max());
    double[] bounds = point.explicitBounds();
    for (int i = 0; i < bounds.length; i++) {
      text.line("ExplicitBounds #", i, ": ", fixed(bounds[i]));
    }
    long[] counts = point.bucketCounts();
    for (int i = 0; i < counts.length; i++) {
      text.line("Buckets #", i, ", Count: ", toUnsignedString(counts[i]));
    }
    exemplars(point.exemplars());
  }

  void exponential(ExponentialHistogramDataPointView point) {
    begin(point.attributes(), point.startTimeUnixNano(), point.timeUnixNano());
    aggregate(point.count(), point.sum(), point.min(), point.max());
    ExponentialBounds bounds = new ExponentialBounds(point.scale());
    int offset = point.negative().offset();
    long[] negative = point.negative().bucketCounts();
    for (int i = negative.length - 1; i >= 0; i--) {
      String low = fixed(-bounds.at(offset, i + 1));
      String high = fixed(-bounds.at(offset, i));
      text.line("Bucket [", low, ", ", high, "), Count: ", toUnsignedString(negative[i]));
    }
    if (point.zeroCount() != 0) {
      text.line("Bucket [0, 0], Count: ", toUnsignedString(point.zeroCount()));
    }
    offset = point.positive().offset();
    long[] positive = point.positive().bucketCounts();
    for (int i = 0; i < positive.length; i++) {
      String low = fixed(bounds.at(offset, i));
      String high = fixed(bounds.at(offset, i + 1));
      text.line("Bucket (", low, ", ", high, "], Count: ", toUnsignedString(positive[i]));
    }
    exemplars(point.exemplars());
  }

  void summary(SummaryDataPointView point) {
    begin(point.attributes(), point.startTimeUnixNano(), point.timeUnixNano());
    text.line("Count: ", toUnsignedString(point.count()));
    text.line("Sum: ", fixed(point.sum()));
    int i = 0;
    for (QuantileView each : point.quantileValues()) {
      String quantile = fixed(each.quantile());
      text.line("QuantileValue #", i++, ": Quantile ", quantile, ", Value ", fixed(each.value()));
    }
  }

  private void begin(RepeatedView<KeyValueView> attributes, long startTime, long time) {
    text.attributes("Data point attributes", attributes);
    text.line("StartTimestamp: ", Names.time(startTime));
    text.line("Timestamp: ", Names.time(time));
  }

  private void aggregate(long count, OptionalDouble sum, OptionalDouble min, OptionalDouble max) {
    text.line("Count: ", toUnsignedString(count));
    sum.ifPresent(number -> text.line("Sum: ", fixed(number)));
    min.ifPresent(number -> text.line("Min: ", fixed(number)));
    max.ifPresent(number -> text.line("Max: ", fixed(number)));
  }

  private void exemplars(RepeatedView<ExemplarView> exemplars) {
    if (exemplars.isEmpty()) {
      return;
    }
    text.line("Exemplars:");
    int i = 0;
    for (ExemplarView exemplar : exemplars) {
      text.line("Exemplar #", i++);
      text.item("Trace ID", Names.id(exemplar.traceId()));
      text.item("Span ID", Names.id(exemplar.spanId()));
      text.item("Timestamp", Names.time(exemplar.timeUnixNano()));
      switch (exemplar.value()) {
        case NumberView.Empty _ -> {}
        case NumberView.IntValue integer -> text.item("Value", integer.value());
        case NumberView.DoubleValue number -> text.item("Value", fixed(number.value()));
      }
      text.itemAttributes("FilteredAttributes", exemplar.filteredAttributes());
    }
  }
}

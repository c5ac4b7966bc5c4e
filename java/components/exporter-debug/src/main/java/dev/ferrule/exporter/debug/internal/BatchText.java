package dev.ferrule.exporter.debug.internal;

import dev.ferrule.exporter.debug.Verbosity;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.Signal;
import java.util.Optional;

/** Writes a batch as text for people. */
@FunctionalInterface
interface BatchText {

  /** The text of a batch, many lines, each with its line end. */
  String of(Batch batch);

  /** What is printed after the counts, if anything. */
  static Optional<BatchText> of(Verbosity verbosity, Signal signal) {
    return switch (verbosity) {
      case BASIC -> Optional.empty();
      case NORMAL ->
          Optional.of(
              switch (signal) {
                case TRACES -> NormalTraces::text;
                case METRICS -> NormalMetrics::text;
                case LOGS -> NormalLogs::text;
              });
      case DETAILED ->
          Optional.of(
              switch (signal) {
                case TRACES -> DetailedTraces::text;
                case METRICS -> DetailedMetrics::text;
                case LOGS -> DetailedLogs::text;
              });
    };
  }
}

package dev.ferrule.exporter.debug.internal;

import com.google.protobuf.Message;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.Signal;
import java.lang.foreign.MemorySegment;

/** Batches made of protobuf messages. */
final class Requests {
  private Requests() {}

  /** The request of {@link FullRequests} for that signal. */
  static Batch full(Signal signal) {
    return switch (signal) {
      case TRACES -> batch(signal, 3, FullRequests.traces(), () -> {});
      case METRICS -> batch(signal, 10, FullMetrics.metrics(), () -> {});
      case LOGS -> batch(signal, 3, FullRequests.logs(), () -> {});
    };
  }

  static Batch batch(Signal signal, int items, Message request, Runnable release) {
    return Batch.wrap(signal, items, MemorySegment.ofArray(request.toByteArray()), release);
  }
}

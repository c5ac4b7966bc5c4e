package dev.ferrule.receiver.otlp.internal;

import com.google.protobuf.ByteString;
import dev.ferrule.component.Call;
import dev.ferrule.component.Consumer;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.Signal;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The end of the test pipelines: keeps a copy of what comes, then does what the test says. */
final class Sink implements Consumer {
  record Arrival(Signal signal, int items, ByteString bytes, Call call, boolean virtualThread) {}

  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
  private volatile Consumer then = (_, _) -> {};

  /** What happens to each batch from now on; may throw or block. */
  void then(Consumer reaction) {
    then = reaction;
  }

  List<Arrival> arrivals() {
    return arrivals;
  }

  /** The only batch that came. */
  Arrival only() {
    if (arrivals.size() != 1) {
      throw new AssertionError("expected one batch: " + arrivals);
    }
    return arrivals.getFirst();
  }

  @Override
  public void consume(Batch batch, Call call) {
    arrivals.add(
        new Arrival(
            batch.signal(),
            batch.itemCount(),
            ByteString.copyFrom(batch.bytes().toArray(ValueLayout.JAVA_BYTE)),
            call,
            Thread.currentThread().isVirtual()));
    then.consume(batch, call);
  }
}

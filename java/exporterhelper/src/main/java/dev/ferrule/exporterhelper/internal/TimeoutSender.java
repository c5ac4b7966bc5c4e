package dev.ferrule.exporterhelper.internal;

import dev.ferrule.component.Call;
import dev.ferrule.exporterhelper.BatchSender;
import dev.ferrule.pdata.Batch;
import java.time.Duration;
import java.util.OptionalLong;

/** Gives each attempt a deadline. */
final class TimeoutSender implements BatchSender {
  private final Duration timeout;
  private final BatchSender next;
  private final Environment environment;

  TimeoutSender(Duration timeout, BatchSender next, Environment environment) {
    this.timeout = timeout;
    this.next = next;
    this.environment = environment;
  }

  @Override
  public void send(Batch batch, Call call) {
    long own = environment.in(timeout);
    long deadline =
        call.deadlineNanos().isPresent() && call.deadlineNanos().getAsLong() - own < 0
            ? call.deadlineNanos().getAsLong()
            : own;
    next.send(batch, new Call(OptionalLong.of(deadline), call.metadata()));
  }
}

package dev.ferrule.service;

import dev.ferrule.component.Call;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.ConsumeException.Reason;
import dev.ferrule.component.Consumer;
import dev.ferrule.pdata.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Gives each batch to several consumers, one after the other in the caller's thread. Every one is
 * called, also after one has failed.
 */
final class FanOut implements Consumer {
  private final List<Consumer> consumers;

  private FanOut(List<Consumer> consumers) {
    this.consumers = consumers;
  }

  /** A consumer that feeds all of those; the one itself if there is one only. */
  static Consumer of(List<Consumer> consumers) {
    return consumers.size() == 1 ? consumers.getFirst() : new FanOut(List.copyOf(consumers));
  }

  @Override
  public void consume(Batch batch, Call call) {
    List<ConsumeException> failures = new ArrayList<>();
    for (Consumer consumer : consumers) {
      try {
        consumer.consume(batch, call);
      } catch (ConsumeException e) {
        failures.add(e);
      } catch (RuntimeException e) {
        // A bug in one branch must not keep the batch from the others.
        failures.add(ConsumeException.permanent(e.toString()).causedBy(e));
      }
    }
    if (failures.size() == 1) {
      throw failures.getFirst();
    }
    if (!failures.isEmpty()) {
      throw joined(failures);
    }
  }

  /** One permanent failure makes all permanent, as in the Go Collector: a retry would repeat it. */
  private static ConsumeException joined(List<ConsumeException> failures) {
    String message =
        failures.stream()
            .map(failure -> String.valueOf(failure.getMessage()))
            .collect(Collectors.joining("; "));
    ConsumeException joined;
    if (failures.stream().anyMatch(ConsumeException::isPermanent)) {
      joined = ConsumeException.permanent(message);
    } else if (failures.stream().allMatch(f -> f.reason() instanceof Reason.Cancelled)) {
      joined = ConsumeException.cancelled(message);
    } else {
      joined = ConsumeException.retryable(message, longestDelay(failures));
    }
    ConsumeException first = failures.getFirst();
    failures.stream().skip(1).forEach(joined::addSuppressed);
    return joined.causedBy(first);
  }

  private static Optional<Duration> longestDelay(List<ConsumeException> failures) {
    return failures.stream()
        .map(ConsumeException::reason)
        .flatMap(reason -> reason instanceof Reason.Retryable(var after) ? after.stream() : null)
        .max(Comparator.naturalOrder());
  }
}

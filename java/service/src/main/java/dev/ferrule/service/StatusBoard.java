package dev.ferrule.service;

import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * How every instance is doing. A move that {@link Status#mayBecome} does not allow is dropped. Safe
 * for use by any thread; nothing blocks.
 */
final class StatusBoard {
  private final Map<Instance, Entry> statuses = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Consumer<StopReason> onFatal;
  private final Logger log;

  /**
   * What an instance said last.
   *
   * @param since null for the status that every instance begins with
   */
  record Entry(StatusEvent event, @Nullable Instant since) {
    static final Entry NONE = new Entry(StatusEvent.of(Status.NONE), null);
  }

  /**
   * A board.
   *
   * @param clock dates what is reported
   * @param onFatal gets each fatal error, on the thread that reported it; must not block
   */
  StatusBoard(InstantSource clock, Consumer<StopReason> onFatal, Logger log) {
    this.clock = clock;
    this.onFatal = onFatal;
    this.log = log;
  }

  /** What an instance said last. */
  Entry of(Instance instance) {
    return statuses.getOrDefault(instance, Entry.NONE);
  }

  /** Takes an event; whether it was a legal move. */
  boolean report(Instance instance, StatusEvent event) {
    Entry next = new Entry(event, clock.instant());
    Entry now =
        statuses.compute(
            instance,
            (_, before) -> {
              Entry from = before == null ? Entry.NONE : before;
              return from.event.status().mayBecome(event.status()) ? next : from;
            });
    if (!now.equals(next)) {
      log.atDebug()
          .addKeyValue("component", instance.name())
          .addKeyValue("from", now.event.status())
          .addKeyValue("to", event.status())
          .log("Ignored a status that does not follow.");
      return false;
    }
    String error = event.error() == null ? "" : event.error();
    switch (event.status()) {
      case RECOVERABLE_ERROR, PERMANENT_ERROR ->
          instance
              .log()
              .atWarn()
              .addKeyValue("error", error)
              .log("Component is " + event.status() + ".");
      case FATAL_ERROR -> {
        instance.log().atError().addKeyValue("error", error).log("Component failed for good.");
        onFatal.accept(new StopReason.FatalError(instance.name(), error));
      }
      default -> {}
    }
    return true;
  }

  /** OK, unless the component has said something else while it started. */
  void reportStarted(Instance instance) {
    if (of(instance).event.status() == Status.STARTING) {
      report(instance, StatusEvent.of(Status.OK));
    }
  }
}

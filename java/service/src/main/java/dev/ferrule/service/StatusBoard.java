package dev.ferrule.service;

import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * How every instance is doing. A move that {@link Status#mayBecome} does not allow is dropped. Safe
 * for use by any thread; nothing blocks.
 */
final class StatusBoard {
  private final Map<Instance, Status> statuses = new ConcurrentHashMap<>();
  private final Consumer<StopReason> onFatal;
  private final Logger log;

  /**
   * A board.
   *
   * @param onFatal gets each fatal error, on the thread that reported it; must not block
   */
  StatusBoard(Consumer<StopReason> onFatal, Logger log) {
    this.onFatal = onFatal;
    this.log = log;
  }

  Status of(Instance instance) {
    return statuses.getOrDefault(instance, Status.NONE);
  }

  /** Takes an event; whether it was a legal move. */
  boolean report(Instance instance, StatusEvent event) {
    boolean[] moved = {false};
    Status now =
        statuses.compute(
            instance,
            (_, before) -> {
              Status from = before == null ? Status.NONE : before;
              moved[0] = from.mayBecome(event.status());
              return moved[0] ? event.status() : from;
            });
    if (!moved[0]) {
      log.atDebug()
          .addKeyValue("component", instance.name())
          .addKeyValue("from", now)
          .addKeyValue("to", event.status())
          .log("Ignored a status that does not follow.");
      return false;
    }
    String error = event.error() == null ? "" : event.error();
    switch (event.status()) {
      case RECOVERABLE_ERROR, PERMANENT_ERROR ->
          instance.log().atWarn().addKeyValue("error", error).log("Component is " + now + ".");
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
    if (of(instance) == Status.STARTING) {
      report(instance, StatusEvent.of(Status.OK));
    }
  }
}

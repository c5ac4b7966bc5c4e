package dev.ferrule.service;

import dev.ferrule.component.Component;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Kind;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;

/**
 * One component in a graph. Compared by identity. Its label tells instances of one id apart: the
 * signal, or the pipeline; it may be empty.
 */
final class Instance {
  private final Kind kind;
  private final ComponentId id;
  private final String label;
  private final Component component;
  private final Logger log;

  Instance(Kind kind, ComponentId id, String label, Component component, Logger log) {
    this.kind = kind;
    this.id = id;
    this.label = label;
    this.component = component;
    this.log = log;
  }

  Kind kind() {
    return kind;
  }

  ComponentId id() {
    return id;
  }

  String label() {
    return label;
  }

  Component component() {
    return component;
  }

  /** The component's own logger. */
  Logger log() {
    return log;
  }

  /** {@code exporter "otlp_grpc" (traces)}. */
  String name() {
    return kind + " \"" + id + "\"" + (label.isEmpty() ? "" : " (" + label + ")");
  }

  /**
   * Runs a step of the lifecycle on a thread of its own.
   *
   * @throws ComponentException if the step fails, or is not done in time; it is interrupted then
   */
  void run(String step, Runnable action, Duration limit) {
    FutureTask<Void> task = new FutureTask<>(action, null);
    Thread thread = Thread.ofVirtual().name(step + " " + name()).start(task);
    try {
      task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new ComponentException("did not %s within %d ms".formatted(step, limit.toMillis()), e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ComponentException known
          ? known
          : new ComponentException(String.valueOf(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new ComponentException("interrupted while it should " + step, e);
    }
  }
}

package dev.ferrule.nativehost;

import dev.ferrule.component.ClientAuthenticator;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.component.Kind;
import dev.ferrule.component.ServerAuthenticator;
import dev.ferrule.component.Settings;
import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * An extension in native code: its life, of which {@link NativeState} has the table. Every call
 * into the plugin is made by a thread of {@link NativeThreads}; whoever called here waits, at most
 * as long as {@link Deadlines} says.
 */
final class NativeExtension implements Extension {
  private final Library library;
  private final NativeHandle handle;
  private final Deadlines deadlines;
  private final ComponentId id;
  private final Logger logger;
  private final long ref;
  private final ComponentMetrics metrics;
  private final Life life = new Life();
  private final HostLink link = new HostLink();
  private final Offers offers;
  private final Finds finds = new Finds(this, link);
  private final NativeEnd end;
  // Whoever has it makes the calls that may not be made at the same time, and waits for them.
  private final Semaphore turn = new Semaphore(1);
  // Set once by create, before anybody else has this.
  private List<ComponentId> dependencies = List.of();
  // The last of each, guarded by the turn.
  private @Nullable Operation start;
  private @Nullable NativeCall<Outcome> notification;

  private NativeExtension(
      Library library, NativeComponent component, Deadlines deadlines, Settings settings) {
    this.library = library;
    this.handle = new NativeHandle(library, component);
    this.deadlines = deadlines;
    this.id = settings.id();
    this.logger = settings.logger();
    this.ref = library.components().newRef();
    this.metrics = new ComponentMetrics(library.series(), settings, Kind.EXTENSION.id());
    this.offers = new Offers(this, handle, library.usingThreads(), deadlines);
    this.end = new NativeEnd(this, handle, library, ref, life, link, deadlines);
  }

  /**
   * Builds one.
   *
   * @throws ComponentException if the plugin does not build it, in its words
   */
  static NativeExtension create(
      Library library,
      NativeComponent component,
      Deadlines deadlines,
      Settings settings,
      NativeConfig config) {
    if (!library.callers().enter()) {
      throw new ComponentException("native plugin " + library.path() + " is closed");
    }
    try {
      NativeExtension extension = new NativeExtension(library, component, deadlines, settings);
      extension.dependencies =
          Dependencies.ask(extension.handle, config, deadlines, settings.logger());
      extension.create(config);
      return extension;
    } finally {
      library.callers().leave();
    }
  }

  private void create(NativeConfig config) {
    library.components().put(ref, this);
    try {
      NativeCall<Outcome> call = handle.create(ref, id, config);
      Outcome outcome = awaitCreate(call);
      if (outcome.failed()) {
        throw failure("create", outcome);
      }
      life.move(NativeState.NEW, NativeState.CREATED);
    } finally {
      if (life.is(NativeState.NEW)) {
        end.forget();
      }
    }
  }

  private Outcome awaitCreate(NativeCall<Outcome> call) {
    try {
      return Waits.uninterruptibly(call, deadlines.call());
    } catch (TimeoutException e) {
      if (call.entered()) {
        ComponentException ignored = end.leaveBehind("create has not returned");
      }
      throw new ComponentException("was not created within " + Waits.text(deadlines.call()), e);
    }
  }

  @Override
  public List<ComponentId> dependencies() {
    return dependencies;
  }

  @Override
  public void start(Host newHost) {
    if (!turn.tryAcquire()) {
      throw new ComponentException("cannot be started while another call is made");
    }
    try {
      if (!life.tryMove(NativeState.CREATED, NativeState.STARTING)) {
        throw new ComponentException("cannot be started: it is " + state());
      }
      NativeState next = NativeState.FAILED;
      try {
        link.bind(newHost);
        Outcome outcome = awaitStart(handle.start(deadlines.start()));
        next = stateAfter(outcome);
        if (outcome.failed()) {
          throw failure("start", outcome);
        }
      } finally {
        // Unless somebody left it behind who waited for too long.
        boolean ignored = life.tryMove(NativeState.STARTING, next);
      }
    } finally {
      turn.release();
    }
  }

  private Outcome awaitStart(Operation operation) {
    start = operation;
    try {
      @Nullable Outcome outcome = operation.await();
      if (outcome == null) {
        throw new ComponentException("did not start within " + Waits.text(deadlines.start()));
      }
      return outcome;
    } catch (InterruptedException e) {
      operation.cancel();
      Thread.currentThread().interrupt();
      throw new ComponentException("was interrupted while it started", e);
    }
  }

  private static NativeState stateAfter(Outcome start) {
    if (start.panicked()) {
      return NativeState.POISONED;
    }
    return start.failed() ? NativeState.FAILED : NativeState.RUNNING;
  }

  @Override
  public void ready() {
    tell(Abi.PIPELINES_READY);
  }

  @Override
  public void notReady() {
    tell(Abi.PIPELINES_NOT_READY);
  }

  private void tell(int event) {
    if (!handle.takesEvents() || !life.is(NativeState.RUNNING)) {
      return;
    }
    if (!Waits.acquire(turn, deadlines.call())) {
      throw new ComponentException("cannot be notified while another call is made");
    }
    try {
      if (notification != null && notification.running()) {
        throw new ComponentException("has not returned from the notification before");
      }
      if (life.is(NativeState.RUNNING)) {
        awaitNotification(handle.notify(event));
      }
    } finally {
      turn.release();
    }
  }

  private void awaitNotification(NativeCall<Outcome> call) {
    notification = call;
    try {
      Outcome outcome = Waits.uninterruptibly(call, deadlines.call());
      if (outcome.panicked()) {
        poison(outcome.describe());
      }
      if (outcome.failed()) {
        throw failure("notify", outcome);
      }
    } catch (TimeoutException e) {
      throw new ComponentException(
          "did not take a notification within " + Waits.text(deadlines.call()), e);
    }
  }

  @Override
  public <T> Optional<T> offer(Class<T> type) {
    if (type == ServerAuthenticator.class) {
      return offers.serverAuthenticator().map(type::cast);
    } else if (type == ClientAuthenticator.class) {
      return offers.clientAuthenticator(System::nanoTime).map(type::cast);
    }
    return Extension.super.offer(type);
  }

  @Override
  public void shutdown() {
    // Longer than another call may take, with all that is waited for in it.
    Duration others =
        deadlines.start().plus(deadlines.shutdown()).plus(deadlines.call().multipliedBy(3));
    if (!Waits.acquire(turn, others)) {
      throw end.leaveBehind("another call has not returned");
    }
    try {
      if (state().mayStop()) {
        stop();
      }
    } finally {
      turn.release();
    }
  }

  private void stop() {
    requireNobodyInside();
    life.stop();
    Outcome outcome = awaitShutdown(handle.shutdown(deadlines.shutdown()));
    life.move(NativeState.STOPPING, NativeState.STOPPED);
    link.cut();
    @Nullable ComponentException failure = outcome.failed() ? failure("shutdown", outcome) : null;
    requireNobodyUses();
    end.stopped();
    if (failure != null) {
      throw failure;
    }
  }

  /** Holds a shutdown back until no other call is inside the component. */
  private void requireNobodyInside() {
    @Nullable Operation operation = start;
    @Nullable NativeCall<Outcome> told = notification;
    if (operation != null) {
      // It may have been given up early, by an interrupt.
      operation.letEnd();
    }
    long until = Waits.deadline(deadlines.call());
    if (operation != null && !operation.awaitReturn(until)) {
      throw end.leaveBehind("its start has not returned");
    }
    if (told != null && !told.awaitEnd(until)) {
      throw end.leaveBehind("a notification has not returned");
    }
  }

  private Outcome awaitShutdown(Operation operation) {
    @Nullable Outcome outcome = null;
    try {
      outcome = operation.awaitUninterruptibly();
    } catch (IllegalStateException e) {
      logger.error("the host failed in a shutdown", e);
    }
    if (outcome == null) {
      throw end.leaveBehind("it did not stop within " + Waits.text(deadlines.shutdown()));
    }
    return outcome;
  }

  /** Holds its end back until native code does not use it any more. */
  private void requireNobodyUses() {
    long until = Waits.deadline(deadlines.call());
    if (!offers.close(until)) {
      throw end.leaveBehind("a call into it has not returned");
    }
    @Nullable Operation operation = start;
    if (operation != null && !operation.awaitEnd(until)) {
      throw end.leaveBehind("its start was never completed");
    }
  }

  /** Stops a component that nobody stopped, when the plugin is closed. */
  void stopLeftover() {
    try {
      shutdown();
    } catch (ComponentException e) {
      logger.error("failed to stop: {}", e.getMessage());
    }
  }

  /** A panic was caught in it while it ran: nothing but its end is asked of it any more. */
  void poison(String why) {
    if (life.tryMove(NativeState.RUNNING, NativeState.POISONED)) {
      report(new StatusEvent(Status.PERMANENT_ERROR, why));
    }
  }

  private ComponentException failure(String step, Outcome outcome) {
    return NativeLog.failure(logger, step, outcome);
  }

  /** What the component says of itself, in any thread, at any time. */
  void report(StatusEvent event) {
    link.report(event);
  }

  /**
   * The collector that it runs in.
   *
   * @throws Refusal before the start and after the shutdown
   */
  Host host() throws Refusal {
    return link.host();
  }

  ComponentId id() {
    return id;
  }

  Logger logger() {
    return logger;
  }

  ComponentMetrics metrics() {
    return metrics;
  }

  NativeState state() {
    return life.state();
  }

  NativeEnd end() {
    return end;
  }

  Offers offers() {
    return offers;
  }

  Finds finds() {
    return finds;
  }
}

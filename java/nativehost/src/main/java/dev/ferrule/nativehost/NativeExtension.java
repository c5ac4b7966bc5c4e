package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.component.Settings;
import dev.ferrule.component.StatusEvent;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * An extension in native code. {@link NativeState} has the table of its life. Every call into the
 * plugin is made by a thread of {@link NativeThreads}; whoever called here waits, at most as long
 * as {@link Deadlines} says.
 */
final class NativeExtension implements Extension {
  private final Library library;
  private final NativeComponent component;
  private final Deadlines deadlines;
  private final ComponentId id;
  private final Logger logger;
  private final long ref;
  private final AtomicReference<NativeState> state = new AtomicReference<>(NativeState.NEW);
  private final CountDownLatch startEnded = new CountDownLatch(1);
  // Reported before the start, which brings the host; the last one counts.
  private final AtomicReference<@Nullable StatusEvent> early = new AtomicReference<>();
  // Set by create, read by the threads that make the later calls.
  private volatile MemorySegment handle = MemorySegment.NULL;
  // Set by start for the threads of the plugin; null before it and after the shutdown.
  private volatile @Nullable Host host;
  // Set by the thread that starts, read by the one that shuts down.
  private volatile @Nullable Operation start;
  // Set by the thread that notifies, read by the one that shuts down.
  private volatile @Nullable NativeCall<Outcome> notification;

  private NativeExtension(
      Library library, NativeComponent component, Deadlines deadlines, Settings settings) {
    this.library = library;
    this.component = component;
    this.deadlines = deadlines;
    this.id = settings.id();
    this.logger = settings.logger();
    this.ref = library.components().newRef();
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
    if (library.closed()) {
      throw new ComponentException("native plugin " + library.path() + " is closed");
    }
    NativeExtension extension = new NativeExtension(library, component, deadlines, settings);
    library.components().put(extension.ref, extension);
    boolean created = false;
    try {
      extension.create(config);
      created = true;
    } finally {
      if (!created && extension.state() != NativeState.LEAKED) {
        library.components().remove(extension.ref);
      }
    }
    return extension;
  }

  private void create(NativeConfig config) {
    NativeCall<Outcome> call = library.threads().submit(() -> callCreate(config));
    Outcome outcome;
    try {
      outcome = Waits.uninterruptibly(call, deadlines.call());
    } catch (TimeoutException e) {
      if (call.entered()) {
        leak("create has not returned");
      }
      throw new ComponentException("was not created within " + Waits.text(deadlines.call()), e);
    }
    if (outcome.failed()) {
      throw new ComponentException(outcome.describe());
    }
    move(NativeState.NEW, NativeState.CREATED);
  }

  private Outcome callCreate(NativeConfig config) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment args = Memory.sized(arena, Layout.FerruleCreate.BYTES);
      args.set(JAVA_LONG, Layout.FerruleCreate.SELF, ref);
      Memory.putSlice(
          arena, args, Layout.FerruleCreate.ID, id.toString().getBytes(StandardCharsets.UTF_8));
      Memory.putSlice(
          arena,
          args,
          Layout.FerruleCreate.CONFIG_JSON,
          config.json().getBytes(StandardCharsets.UTF_8));
      MemorySegment out = arena.allocate(ADDRESS);
      MemorySegment error = Outcome.newError(arena);
      Outcome outcome = Outcome.takeFinal(Calls.ippp(component.create(), args, out, error), error);
      handle = out.get(ADDRESS, 0);
      return !outcome.failed() && Memory.isNull(handle)
          ? new Outcome(Abi.E_INTERNAL, "create succeeded without giving a component", "")
          : outcome;
    }
  }

  @Override
  public void start(Host newHost) {
    if (!state.compareAndSet(NativeState.CREATED, NativeState.STARTING)) {
      throw new ComponentException("cannot be started: it is " + state());
    }
    try {
      bind(newHost);
      Operation operation = begin(component.start(), deadlines.start());
      start = operation;
      @Nullable Outcome outcome = operation.await();
      if (outcome == null) {
        move(NativeState.STARTING, NativeState.FAILED);
        throw new ComponentException("did not start within " + Waits.text(deadlines.start()));
      } else if (outcome.failed()) {
        move(NativeState.STARTING, outcome.panicked() ? NativeState.POISONED : NativeState.FAILED);
        throw new ComponentException(outcome.describe());
      }
      move(NativeState.STARTING, NativeState.RUNNING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      move(NativeState.STARTING, NativeState.FAILED);
      throw new ComponentException("was interrupted while it started", e);
    } finally {
      startEnded.countDown();
    }
  }

  private void bind(Host newHost) {
    host = newHost;
    @Nullable StatusEvent event = early.getAndSet(null);
    if (event != null) {
      newHost.report(event);
    }
  }

  private Operation begin(MemorySegment function, Duration timeout) {
    return new Operation(
        library.tokens(),
        library.threads(),
        timeout.toNanos(),
        token -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment call = Memory.sized(arena, Layout.FerruleCall.BYTES);
            call.set(JAVA_LONG, Layout.FerruleCall.TIMEOUT_NS, timeout.toNanos());
            MemorySegment error = Outcome.newError(arena);
            return Outcome.take(Calls.ipplp(function, handle, call, token, error), error);
          }
        });
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
    if (Memory.isNull(component.notification()) || state() != NativeState.RUNNING) {
      return;
    }
    NativeCall<Outcome> call = library.threads().submit(() -> callNotify(event));
    notification = call;
    try {
      Outcome outcome = Waits.uninterruptibly(call, deadlines.call());
      if (outcome.panicked()) {
        move(NativeState.RUNNING, NativeState.POISONED);
      }
      if (outcome.failed()) {
        throw new ComponentException(outcome.describe());
      }
    } catch (TimeoutException e) {
      throw new ComponentException(
          "did not take a notification within " + Waits.text(deadlines.call()), e);
    }
  }

  private Outcome callNotify(int event) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = Outcome.newError(arena);
      return Outcome.takeFinal(Calls.ipnp(component.notification(), handle, event, error), error);
    }
  }

  @Override
  public void shutdown() {
    if (!awaitStart() || !beginShutdown()) {
      return;
    }
    try {
      Operation operation = begin(component.shutdown(), deadlines.shutdown());
      @Nullable Outcome outcome = operation.awaitUninterruptibly();
      if (outcome == null) {
        leak("did not stop within " + Waits.text(deadlines.shutdown()));
        throw new ComponentException(
            "did not stop within %s and is left behind"
                .formatted(Waits.text(deadlines.shutdown())));
      }
      move(NativeState.STOPPING, NativeState.STOPPED);
      destroy();
      if (outcome.failed()) {
        throw new ComponentException(outcome.describe());
      }
    } finally {
      host = null;
    }
  }

  /** Waits for a start in progress. False if there is nothing to stop any more. */
  private boolean awaitStart() {
    if (state() == NativeState.STARTING) {
      awaitStartEnded();
    }
    @Nullable Operation operation = start;
    if (operation != null && state() == NativeState.FAILED) {
      // It may have been given up early, by an interrupt.
      @Nullable Outcome ignored = operation.awaitUninterruptibly();
    }
    return switch (state()) {
      case NEW, STOPPING, STOPPED, DESTROYED, LEAKED -> false;
      case CREATED, STARTING, RUNNING, FAILED, POISONED -> true;
    };
  }

  private void awaitStartEnded() {
    boolean interrupted = false;
    long deadline = System.nanoTime() + deadlines.start().plus(deadlines.call()).toNanos();
    while (true) {
      try {
        boolean ended = startEnded.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (!ended) {
          logger.warn("another thread still starts the component; it is stopped all the same");
        }
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Moves to STOPPING. Throws if the component cannot be stopped. */
  private boolean beginShutdown() {
    @Nullable Operation operation = start;
    if (operation != null && operation.running()) {
      leak("its start has not returned");
      throw new ComponentException("cannot be stopped, because its start has not returned");
    }
    NativeState from = state();
    return from.next().contains(NativeState.STOPPING)
        && state.compareAndSet(from, NativeState.STOPPING);
  }

  /** Frees the component, unless native code may still use it. */
  private void destroy() {
    @Nullable Operation operation = start;
    @Nullable NativeCall<Outcome> call = notification;
    if (operation != null && operation.open()) {
      leak("its start was never completed");
      throw new ComponentException("stopped, but is left behind: its start was never completed");
    }
    if (call != null && call.running()) {
      leak("a notification has not returned");
      throw new ComponentException("stopped, but is left behind: a notification has not returned");
    }
    NativeCall<Outcome> destroy =
        library
            .threads()
            .submit(() -> {
              Calls.vp(component.destroy(), handle);
              return Outcome.OK;
            });
    try {
      Outcome ignored = Waits.uninterruptibly(destroy, deadlines.call());
      library.components().remove(ref);
      move(NativeState.STOPPED, NativeState.DESTROYED);
    } catch (TimeoutException e) {
      leak("destroy has not returned");
      throw new ComponentException("stopped, but is left behind: destroy has not returned", e);
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

  /** The end of a component that native code may still use. */
  private void leak(String why) {
    state.set(NativeState.LEAKED);
    library.components().leaked.increment();
    logger.error("native component is left behind: {}", why);
  }

  private void move(NativeState from, NativeState to) {
    if (!from.next().contains(to) || !state.compareAndSet(from, to)) {
      throw new IllegalStateException(
          "native component %s cannot go from %s to %s, it is %s".formatted(id, from, to, state()));
    }
  }

  /** What the component says of itself, in any thread, at any time. */
  void report(StatusEvent event) {
    @Nullable Host current = host;
    if (current != null) {
      current.report(event);
    } else if (state().mayStart()) {
      early.set(event);
      // The host may have come in between.
      current = host;
      @Nullable StatusEvent kept = current == null ? null : early.getAndSet(null);
      if (current != null && kept != null) {
        current.report(kept);
      }
    } else {
      library.components().stale.increment();
    }
  }

  ComponentId id() {
    return id;
  }

  Logger logger() {
    return logger;
  }

  NativeState state() {
    return state.get();
  }
}

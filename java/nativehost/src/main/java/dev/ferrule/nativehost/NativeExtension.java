package dev.ferrule.nativehost;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.component.Kind;
import dev.ferrule.component.ServerAuthenticator;
import dev.ferrule.component.Settings;
import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
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
  private final NativeHandle handle;
  private final Deadlines deadlines;
  private final ComponentId id;
  private final Logger logger;
  private final long ref;
  private final ComponentMetrics metrics;
  private final AtomicReference<NativeState> state = new AtomicReference<>(NativeState.NEW);
  private final CountDownLatch startEnded = new CountDownLatch(1);
  // Other components that are inside a function of this one.
  private final Gate users = new Gate();
  // Native components that have found this one, and may call it until they have stopped.
  private final Set<NativeExtension> finders = ConcurrentHashMap.newKeySet();
  // Reported before the start, which brings the host; the last one counts.
  private final AtomicReference<@Nullable StatusEvent> early = new AtomicReference<>();
  // Set once by create, before anybody else has this.
  private List<ComponentId> dependencies = List.of();
  // Set by start for the threads of the plugin; null before it and after the shutdown.
  private volatile @Nullable Host host;
  // Set by the thread that starts, read by the one that shuts down.
  private volatile @Nullable Operation start;
  // Set by the thread that notifies, read by the one that shuts down.
  private volatile @Nullable NativeCall<Outcome> notification;

  private NativeExtension(
      Library library, NativeComponent component, Deadlines deadlines, Settings settings) {
    this.library = library;
    this.handle = new NativeHandle(library, component);
    this.deadlines = deadlines;
    this.id = settings.id();
    this.logger = settings.logger();
    this.ref = library.components().newRef();
    this.metrics = new ComponentMetrics(library.series(), settings, Kind.EXTENSION.id());
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
    extension.dependencies = extension.askDependencies(config);
    library.components().put(extension.ref, extension);
    boolean created = false;
    try {
      extension.create(config);
      created = true;
    } finally {
      if (!created && extension.state() != NativeState.LEAKED) {
        extension.forget();
      }
    }
    return extension;
  }

  private List<ComponentId> askDependencies(NativeConfig config) {
    try {
      NativeText answer = Waits.uninterruptibly(handle.dependencies(config), deadlines.call());
      if (answer.outcome().failed()) {
        throw failure("dependencies", answer.outcome());
      }
      return Dependencies.parse(answer.text());
    } catch (TimeoutException e) {
      throw new ComponentException(
          "did not tell its dependencies within " + Waits.text(deadlines.call()), e);
    }
  }

  private void create(NativeConfig config) {
    NativeCall<Outcome> call = handle.create(ref, id, config);
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
      throw failure("create", outcome);
    }
    move(NativeState.NEW, NativeState.CREATED);
  }

  @Override
  public List<ComponentId> dependencies() {
    return dependencies;
  }

  @Override
  public void start(Host newHost) {
    if (!state.compareAndSet(NativeState.CREATED, NativeState.STARTING)) {
      throw new ComponentException("cannot be started: it is " + state());
    }
    try {
      bind(newHost);
      Operation operation = handle.start(deadlines.start());
      start = operation;
      @Nullable Outcome outcome = operation.await();
      if (outcome == null) {
        move(NativeState.STARTING, NativeState.FAILED);
        throw new ComponentException("did not start within " + Waits.text(deadlines.start()));
      } else if (outcome.failed()) {
        move(NativeState.STARTING, outcome.panicked() ? NativeState.POISONED : NativeState.FAILED);
        throw failure("start", outcome);
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

  @Override
  public void ready() {
    tell(Abi.PIPELINES_READY);
  }

  @Override
  public void notReady() {
    tell(Abi.PIPELINES_NOT_READY);
  }

  private void tell(int event) {
    if (!handle.takesEvents() || state() != NativeState.RUNNING) {
      return;
    }
    NativeCall<Outcome> call = handle.notify(event);
    notification = call;
    try {
      Outcome outcome = Waits.uninterruptibly(call, deadlines.call());
      if (outcome.panicked()) {
        poison(outcome);
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
    if (type != ServerAuthenticator.class) {
      return Extension.super.offer(type);
    }
    NativeCall<Optional<T>> call = use(() -> authenticator().map(type::cast));
    if (call == null) {
      return Optional.empty();
    }
    try {
      return Waits.uninterruptibly(call, deadlines.call());
    } catch (TimeoutException e) {
      throw new ComponentException(
          "did not offer its functions within " + Waits.text(deadlines.call()), e);
    }
  }

  private Optional<ServerAuthenticator> authenticator() {
    try {
      NativeInterface offered = handle.getInterface(Abi.SERVER_AUTH_V1);
      return Optional.of(new NativeServerAuthenticator(this, offered, deadlines));
    } catch (Refusal e) {
      logger.debug("does not offer {}: {}", Abi.SERVER_AUTH_V1, e.reason());
      return Optional.empty();
    }
  }

  /**
   * What another native component gets that asks for an interface of this one. Runs on its thread.
   *
   * @throws Refusal if it does not offer that, or does not run
   */
  NativeInterface offerTo(NativeExtension finder, String name) throws Refusal {
    if (!users.enter()) {
      throw new Refusal(Abi.E_STATE, "extension \"" + id + "\" does not run");
    }
    try {
      if (state() != NativeState.RUNNING) {
        throw new Refusal(Abi.E_STATE, "extension \"" + id + "\" is " + state());
      }
      NativeInterface offered = handle.getInterface(name);
      finders.add(finder);
      return offered;
    } catch (Refusal e) {
      throw new Refusal(
          e.code(), "extension \"%s\" does not offer %s: %s".formatted(id, name, e.reason()));
    } finally {
      users.leave();
    }
  }

  /**
   * Finds what an extension that this one depends on offers. Runs on a thread of the plugin.
   *
   * @throws Refusal if that cannot be had
   */
  NativeInterface find(String wanted, String name) throws Refusal {
    ComponentId other;
    try {
      other = ComponentId.parse(wanted);
    } catch (IllegalArgumentException e) {
      throw new Refusal("\"" + wanted + "\" is not the id of an extension: " + e.getMessage());
    }
    Host current = host();
    if (!dependencies.contains(other)) {
      throw new Refusal(
          Abi.E_STATE, "extension \"" + other + "\" is not among the dependencies of this one");
    }
    if (current.extensions().get(other) instanceof NativeExtension found) {
      return found.offerTo(this, name);
    }
    throw new Refusal(
        Abi.E_UNSUPPORTED,
        "extension \"" + other + "\" is not native and offers nothing to native components");
  }

  /**
   * Runs a call into this component for somebody else. It is not destroyed before that returns.
   *
   * @return null if the component does not run
   */
  <T> @Nullable NativeCall<T> use(Callable<T> body) {
    if (state() != NativeState.RUNNING || !users.enter()) {
      return null;
    }
    return library.threads().submit(body, users::leave);
  }

  @Override
  public void shutdown() {
    if (!awaitStart() || !beginShutdown()) {
      return;
    }
    try {
      Operation operation = handle.shutdown(deadlines.shutdown());
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
        throw failure("shutdown", outcome);
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
    Optional<String> inUse = inUse();
    if (inUse.isPresent()) {
      leak(inUse.get());
      throw new ComponentException("stopped, but is left behind: " + inUse.get());
    }
    NativeCall<Outcome> call = handle.destroy();
    try {
      Outcome ignored = Waits.uninterruptibly(call, deadlines.call());
      forget();
      move(NativeState.STOPPED, NativeState.DESTROYED);
    } catch (TimeoutException e) {
      leak("destroy has not returned");
      throw new ComponentException("stopped, but is left behind: destroy has not returned", e);
    }
  }

  /** Why native code may still use the component, if it may. */
  private Optional<String> inUse() {
    @Nullable Operation operation = start;
    @Nullable NativeCall<Outcome> call = notification;
    if (!users.close(deadlines.call())) {
      return Optional.of("a call into it has not returned");
    }
    if (operation != null && operation.open()) {
      return Optional.of("its start was never completed");
    }
    if (call != null && call.running()) {
      return Optional.of("a notification has not returned");
    }
    return finders.stream()
        .filter(finder -> finder.state() == NativeState.LEAKED)
        .findFirst()
        .map(finder -> "extension \"" + finder.id() + "\" uses it and did not stop");
  }

  /** Takes it out of the tables of the host. */
  private void forget() {
    metrics.end();
    library.components().remove(ref);
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
  void poison(Outcome outcome) {
    if (state.compareAndSet(NativeState.RUNNING, NativeState.POISONED)) {
      report(new StatusEvent(Status.PERMANENT_ERROR, outcome.describe()));
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

  /** Logs a failure with all that is known of it, and makes it the exception to throw. */
  private ComponentException failure(String step, Outcome outcome) {
    NativeLog.failure(logger, step, outcome);
    return new ComponentException(outcome.describe());
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

  ComponentMetrics metrics() {
    return metrics;
  }

  NativeState state() {
    return state.get();
  }

  /**
   * The collector that it runs in.
   *
   * @throws Refusal before the start and after the shutdown
   */
  Host host() throws Refusal {
    @Nullable Host current = host;
    if (current == null) {
      throw new Refusal(Abi.E_STATE, "only from the beginning of start to the end of shutdown");
    }
    return current;
  }
}

package dev.ferrule.service;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.component.ServiceDescription;
import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import dev.ferrule.confmap.Problems;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.service.internal.OwnMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A collector: builds the components of a configuration, starts them in order, and stops them in
 * the reverse. Several may run in one JVM.
 *
 * <pre>
 * NEW -> STARTING -> RUNNING -> CLOSING -> CLOSED
 *            \____________________^
 * </pre>
 *
 * <p>{@link #start} and {@link #shutdown} are called by one thread; {@link #requestStop} and {@link
 * #state} by any.
 */
public final class Collector {
  /** Where a collector is in its life. */
  public enum State {
    NEW,
    STARTING,
    RUNNING,
    CLOSING,
    CLOSED
  }

  private final CollectorConfig config;
  private final BuildInfo build;
  private final CollectorLog collectorLog;
  private final Logger log;
  private final BufferPool buffers;
  private final Limits limits;
  private final CompletableFuture<StopReason> stop = new CompletableFuture<>();
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private final InstantSource clock = InstantSource.system();
  private final StatusBoard statuses;
  private volatile Instant started = Instant.EPOCH;
  // Guards against an interrupt that comes when the start is over.
  private final ReentrantLock starting = new ReentrantLock();
  private @Nullable Thread starter;
  // Set by start, read by components from any thread.
  private volatile Graph graph = new Graph(List.of(), List.of(), List.of(), List.of());
  private OwnMetrics metrics = OwnMetrics.none();

  /**
   * A collector that has not built anything yet.
   *
   * @param log stays the caller's, who closes it after the collector is closed
   * @param buffers memory for telemetry; stays the caller's too
   */
  public Collector(
      CollectorConfig config,
      BuildInfo build,
      CollectorLog log,
      BufferPool buffers,
      Limits limits) {
    this.config = config;
    this.build = build;
    this.collectorLog = log;
    this.log = log.logger();
    this.buffers = buffers;
    this.limits = limits;
    this.statuses = new StatusBoard(clock, stop::complete, log.logger());
  }

  /**
   * Builds what a collector of that configuration would be built of, and throws it away; has a look
   * at files that the start would read. Starts nothing and opens no port.
   *
   * @throws dev.ferrule.confmap.ConfigException with each component that cannot be built, or whose
   *     files cannot be used
   * @throws ComponentException if a component that was never started cannot be shut down
   */
  public static void check(
      CollectorConfig config, BuildInfo build, CollectorLog log, BufferPool buffers) {
    Problems problems = new Problems();
    config.running().forEach(component -> component.probe(problems));
    problems.throwIfAny();
    Graph graph = new GraphBuilder(config, build, buffers, log, OwnMetrics.none()).build();
    List<String> failures = new ArrayList<>();
    for (Instance instance : graph.all().reversed()) {
      try {
        instance.run("shut down", instance.component()::shutdown, Limits.DEFAULTS.shutdown());
      } catch (ComponentException e) {
        failures.add(instance.name() + ": " + e.getMessage());
      }
    }
    if (!failures.isEmpty()) {
      throw new ComponentException(
          "failed to shut down what was built: " + String.join("; ", failures));
    }
  }

  /** Where it is in its life. */
  public State state() {
    return state.get();
  }

  /**
   * Builds and starts everything. If anything fails, or somebody asks to stop meanwhile, all of it
   * is shut down again, also what never started.
   *
   * @throws dev.ferrule.confmap.ConfigException with each component that cannot be built
   * @throws ComponentException with the component that failed to start; the collector is closed
   *     then
   */
  public void start() {
    move(State.NEW, State.STARTING);
    started = clock.instant();
    setStarter(Thread.currentThread());
    try {
      metrics = OwnMetrics.open(config.telemetry(), build, log);
      graph = new GraphBuilder(config, build, buffers, collectorLog, metrics).build();
      log.atInfo()
          .addKeyValue("Version", build.version())
          .addKeyValue("NumCPU", Runtime.getRuntime().availableProcessors())
          .log("Starting " + build.command() + "...");
      startExtensions();
      startPipelines();
      for (Instance extension : graph.extensions()) {
        notify(extension, "notify", ((Extension) extension.component())::ready);
      }
      setStarter(null);
      move(State.STARTING, State.RUNNING);
      log.info("Everything is ready. Begin running and processing data.");
    } catch (RuntimeException e) {
      setStarter(null);
      stopAfter(e);
      throw e;
    }
  }

  private void setStarter(@Nullable Thread thread) {
    starting.lock();
    try {
      starter = thread;
      // What interrupted the start must not interrupt the shutdown after it.
      if (thread == null && Thread.interrupted()) {
        log.debug("The start was interrupted.");
      }
    } finally {
      starting.unlock();
    }
  }

  private void stopAfter(RuntimeException failure) {
    try {
      shutdown();
    } catch (ComponentException inShutdown) {
      failure.addSuppressed(inShutdown);
    }
  }

  private void startExtensions() {
    for (Instance extension : graph.extensions()) {
      extension.log().info("Extension is starting...");
      try {
        start(extension);
      } catch (ComponentException e) {
        throw new ComponentException(
            "failed to start extensions: failed to start \"%s\" extension: %s"
                .formatted(extension.id(), e.getMessage()),
            e);
      }
      extension.log().info("Extension started.");
    }
  }

  private void startPipelines() {
    for (Instance instance : graph.pipelineComponents()) {
      try {
        start(instance);
      } catch (ComponentException e) {
        throw new ComponentException(
            "cannot start pipelines: failed to start \"%s\" %s: %s"
                .formatted(instance.id(), instance.kind(), e.getMessage()),
            e);
      }
    }
  }

  private void start(Instance instance) {
    statuses.report(instance, StatusEvent.of(Status.STARTING));
    Host host = new InstanceHost(instance);
    try {
      instance.run("start", () -> instance.component().start(host), limits.start());
    } catch (ComponentException e) {
      statuses.report(
          instance, new StatusEvent(Status.PERMANENT_ERROR, String.valueOf(e.getMessage())));
      throw e;
    }
    statuses.reportStarted(instance);
  }

  private void notify(Instance extension, String step, Runnable event) {
    try {
      extension.run(step, event, limits.start());
    } catch (ComponentException e) {
      throw new ComponentException(
          "failed to notify extension \"%s\": %s".formatted(extension.id(), e.getMessage()), e);
    }
  }

  /** Waits until somebody asks it to stop, or a component fails for good. */
  public StopReason awaitStop() {
    return stop.join();
  }

  /**
   * Asks the collector to stop; the first reason counts. A start that is under way is broken off.
   * Does not wait.
   */
  public void requestStop(StopReason reason) {
    stop.complete(reason);
    starting.lock();
    try {
      if (starter != null) {
        starter.interrupt();
      }
    } finally {
      starting.unlock();
    }
  }

  /** Why it was asked to stop, if it was. */
  public Optional<StopReason> stopReason() {
    return Optional.ofNullable(stop.getNow(null));
  }

  /**
   * Stops everything and frees what was taken. Goes on to the end whatever fails on the way. Does
   * nothing if the collector is closed.
   *
   * @throws ComponentException with everything that failed
   */
  public void shutdown() {
    State before = state.getAndUpdate(s -> s == State.CLOSED ? s : State.CLOSING);
    if (before == State.CLOSING || before == State.CLOSED) {
      return;
    }
    log.info("Starting shutdown...");
    List<String> failures = new ArrayList<>();
    for (Instance extension : graph.extensions()) {
      // An extension that is not up has not been told that pipelines are ready either.
      if (statuses.of(extension).event().status().mayBecome(Status.STOPPING)) {
        try {
          notify(extension, "notify", ((Extension) extension.component())::notReady);
        } catch (ComponentException e) {
          failures.add("failed to notify that pipeline is not ready: " + e.getMessage());
        }
      }
    }
    stop(graph.pipelineComponents().reversed(), "failed to shutdown pipelines: ", failures);
    stop(graph.extensions().reversed(), "failed to shutdown extensions: ", failures);
    state.set(State.CLOSED);
    if (buffers.leasedBytes() > 0) {
      log.atWarn()
          .addKeyValue("bytes", buffers.leasedBytes())
          .log("Telemetry is still held after shutdown; a component leaked it.");
    }
    log.info("Shutdown complete.");
    metrics.close();
    if (!failures.isEmpty()) {
      throw new ComponentException(String.join("; ", failures));
    }
  }

  private void stop(List<Instance> instances, String prefix, List<String> failures) {
    for (Instance instance : instances) {
      statuses.report(instance, StatusEvent.of(Status.STOPPING));
      Duration limit = limits.shutdown();
      try {
        instance.run("shut down", instance.component()::shutdown, limit);
        statuses.report(instance, StatusEvent.of(Status.STOPPED));
      } catch (ComponentException e) {
        String error = String.valueOf(e.getMessage());
        statuses.report(instance, new StatusEvent(Status.PERMANENT_ERROR, error));
        failures.add(prefix + instance.name() + ": " + error);
      }
    }
  }

  private void move(State from, State to) {
    if (!state.compareAndSet(from, to)) {
      throw new IllegalStateException("collector is " + state.get() + ", not " + from);
    }
  }

  /** What the collector is made of and how it is doing; any thread. */
  public ServiceDescription describe() {
    List<ServiceDescription.Pipeline> pipelines = new ArrayList<>();
    config
        .pipelines()
        .forEach((id, pipeline) ->
            pipelines.add(
                new ServiceDescription.Pipeline(
                    id.toString(),
                    pipeline.receivers(),
                    pipeline.processors(),
                    pipeline.exporters())));
    List<ServiceDescription.Instance> components = new ArrayList<>();
    for (Instance instance : graph.all()) {
      StatusBoard.Entry entry = statuses.of(instance);
      components.add(
          new ServiceDescription.Instance(
              instance.kind(), instance.id(), instance.label(), entry.event(), entry.since()));
    }
    return new ServiceDescription(build, started, pipelines, components);
  }

  /** The collector as one component sees it. */
  private final class InstanceHost implements Host {
    private final Instance self;

    InstanceHost(Instance self) {
      this.self = self;
    }

    @Override
    public Map<ComponentId, Extension> extensions() {
      Map<ComponentId, Extension> extensions = new LinkedHashMap<>();
      graph.extensions().forEach(e -> extensions.put(e.id(), (Extension) e.component()));
      return Collections.unmodifiableMap(extensions);
    }

    @Override
    public void report(StatusEvent event) {
      statuses.report(self, event);
    }

    @Override
    public ServiceDescription service() {
      return describe();
    }
  }
}

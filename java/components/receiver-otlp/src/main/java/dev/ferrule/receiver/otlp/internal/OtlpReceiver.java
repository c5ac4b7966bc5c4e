package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.component.Component;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.Consumer;
import dev.ferrule.component.Host;
import dev.ferrule.component.Settings;
import dev.ferrule.config.ServerTransport;
import dev.ferrule.pdata.Signal;
import dev.ferrule.receiver.otlp.OtlpHttpConfig;
import dev.ferrule.receiver.otlp.OtlpReceiverConfig;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The OTLP receiver: one server for each protocol, sharing network threads and pipelines. Requests
 * are served on virtual threads, one a request.
 */
public final class OtlpReceiver implements Component {
  /** How long requests under way may take to finish when the receiver stops. */
  private static final Duration DRAIN = Duration.ofSeconds(3);

  /** How long what was then broken off may take to notice. */
  private static final Duration ABORT = Duration.ofMillis(800);

  private final Settings settings;
  private final OtlpReceiverConfig config;
  private final Intake grpcIntake;
  private final Intake httpIntake;
  private final Logger log;
  private final Duration drain;
  private @Nullable Running running;

  /** What runs between start and shutdown. */
  private static final class Running {
    final EventLoops loops = new EventLoops();
    final RequestThreads executor = new RequestThreads();
    final List<Frontend> frontends = new ArrayList<>();
    @Nullable SocketAddress grpcAddress;
    @Nullable SocketAddress httpAddress;
  }

  /** A receiver that is not started. */
  public OtlpReceiver(Settings settings, OtlpReceiverConfig config, Map<Signal, Consumer> next) {
    this(settings, config, next, DRAIN);
  }

  OtlpReceiver(
      Settings settings, OtlpReceiverConfig config, Map<Signal, Consumer> next, Duration drain) {
    this.settings = settings;
    this.config = config;
    this.log = settings.logger();
    this.grpcIntake = new Intake(next, settings, "grpc");
    this.httpIntake = new Intake(next, settings, "http");
    this.drain = drain;
  }

  @Override
  public void start(Host host) {
    Running starting = new Running();
    running = starting;
    try {
      config
          .protocols()
          .grpc()
          .ifPresent(grpc -> {
            Frontend frontend =
                GrpcFrontend.start(
                    grpc.server(), grpcIntake, starting.loops, starting.executor, host, log);
            starting.frontends.add(frontend);
            starting.grpcAddress = frontend.address();
            logStarted("GRPC", frontend);
          });
      config
          .protocols()
          .http()
          .ifPresent(http -> {
            Frontend frontend = startHttp(http, starting, host);
            starting.frontends.add(frontend);
            starting.httpAddress = frontend.address();
            logStarted("HTTP", frontend);
          });
    } catch (RuntimeException e) {
      try {
        shutdown();
      } catch (RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private void logStarted(String protocol, Frontend frontend) {
    log.atInfo()
        .addKeyValue("endpoint", ServerTransport.print(frontend.address()))
        .log("Starting {} server", protocol);
  }

  private Frontend startHttp(OtlpHttpConfig http, Running starting, Host host) {
    Map<String, Signal> paths = new HashMap<>();
    for (Signal signal : httpIntake.signals()) {
      paths.put(http.path(signal), signal);
    }
    HttpDoor door = new HttpDoor(paths, http.server());
    HttpService service =
        new HttpService(http.server(), door, httpIntake, starting.executor, host, log);
    return HttpFrontend.start(http.server(), service, starting.loops, log);
  }

  @Override
  public void shutdown() {
    Running stopping = running;
    running = null;
    if (stopping == null) {
      return;
    }
    try {
      stop(stopping);
    } catch (InterruptedException e) {
      abort(stopping);
      Thread.currentThread().interrupt();
      throw new ComponentException("interrupted while stopping", e);
    }
  }

  private void stop(Running stopping) throws InterruptedException {
    stopping.frontends.forEach(Frontend::drain);
    boolean drained = awaitDrained(stopping.frontends, System.nanoTime() + drain.toNanos());
    if (!drained) {
      log.warn("Requests did not finish in time; their connections are closed.");
      abort(stopping);
    }
    long deadline = System.nanoTime() + ABORT.toNanos();
    boolean served = stopping.executor.close(deadline - System.nanoTime());
    boolean quiet = stopping.loops.close(Math.max(0, deadline - System.nanoTime()));
    if (!served || !quiet) {
      throw new ComponentException(
          "did not stop in time: %d requests are still in the pipelines"
              .formatted(grpcIntake.inPipelines() + httpIntake.inPipelines()));
    }
  }

  private static void abort(Running stopping) {
    stopping.frontends.forEach(Frontend::abort);
    stopping.executor.interruptAll();
  }

  private static boolean awaitDrained(List<Frontend> frontends, long deadline)
      throws InterruptedException {
    boolean drained = true;
    for (Frontend frontend : frontends) {
      drained &= frontend.awaitDrained(Math.max(0, deadline - System.nanoTime()));
    }
    return drained;
  }

  /** Where gRPC listens, while it does. */
  Optional<SocketAddress> grpcAddress() {
    return Optional.ofNullable(running).map(it -> it.grpcAddress);
  }

  /** Where HTTP listens, while it does. */
  Optional<SocketAddress> httpAddress() {
    return Optional.ofNullable(running).map(it -> it.httpAddress);
  }

  @Override
  public String toString() {
    return "OtlpReceiver[" + settings.id() + "]";
  }
}

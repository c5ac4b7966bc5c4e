package dev.ferrule.receiver.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Consumer;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.component.Settings;
import dev.ferrule.config.GrpcServerConfig;
import dev.ferrule.config.HttpServerConfig;
import dev.ferrule.confmap.ConfigLoader;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.ConfigSource;
import dev.ferrule.confmap.ConfigType;
import dev.ferrule.confmap.Problems;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.Signal;
import dev.ferrule.receiver.otlp.OtlpGrpcConfig;
import dev.ferrule.receiver.otlp.OtlpHttpConfig;
import dev.ferrule.receiver.otlp.OtlpReceiverConfig;
import dev.ferrule.testkit.FakeHost;
import dev.ferrule.testkit.Metered;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A receiver on free ports with a {@link Sink} behind it. Closing it checks that no memory is out.
 */
final class Rig implements AutoCloseable {
  static final GrpcServerConfig GRPC = GrpcServerConfig.listeningOn("localhost:0");
  static final HttpServerConfig HTTP =
      HttpServerConfig.listeningOn("localhost:0").withoutTimeouts();

  private static final long POOL = 64L * 1024 * 1024;

  static final Host HOST = new FakeHost();

  final Sink sink = new Sink();
  final CapturingLogger log = new CapturingLogger();
  final Metered metered = new Metered("otelcol_receiver_");
  final BufferPool pool;
  final Settings settings;
  final OtlpReceiver receiver;

  private Rig(
      Optional<GrpcServerConfig> grpc,
      Optional<HttpServerConfig> http,
      Set<Signal> signals,
      long poolBytes,
      Duration drain) {
    pool = BufferPool.bounded(poolBytes);
    Map<Signal, Consumer> next = new HashMap<>();
    signals.forEach(signal -> next.put(signal, sink));
    OtlpHttpConfig paths = OtlpHttpConfig.DEFAULTS;
    OtlpReceiverConfig config =
        new OtlpReceiverConfig(
            new OtlpReceiverConfig.Protocols(
                grpc.map(OtlpGrpcConfig::new),
                http.map(server ->
                    new OtlpHttpConfig(
                        server,
                        paths.tracesUrlPath(),
                        paths.metricsUrlPath(),
                        paths.logsUrlPath()))));
    settings =
        new Settings(
            ComponentId.ofType("otlp"),
            log,
            new BuildInfo("ferrule", "Ferrule", "test"),
            pool,
            metered.meter());
    receiver = new OtlpReceiver(settings, config, next, drain);
  }

  /** Both protocols, all signals, started. */
  static Rig started() {
    return new Builder().start();
  }

  /** What a test wants otherwise. */
  static final class Builder {
    private final Map<ComponentId, Extension> extensions = new HashMap<>();
    private Optional<GrpcServerConfig> grpc = Optional.of(GRPC);
    private Optional<HttpServerConfig> http = Optional.of(HTTP);
    private Set<Signal> signals = EnumSet.allOf(Signal.class);
    private long poolBytes = POOL;
    private Duration drain = Duration.ofSeconds(3);

    Builder grpc(GrpcServerConfig config) {
      grpc = Optional.of(config);
      return this;
    }

    Builder http(HttpServerConfig config) {
      http = Optional.of(config);
      return this;
    }

    /** The settings of gRPC on a free port, with what the YAML says. */
    Builder grpc(String yaml) {
      return grpc(decode(ConfigType.of(GRPC), yaml));
    }

    /** The settings of HTTP on a free port, with what the YAML says. */
    Builder http(String yaml) {
      return http(decode(ConfigType.of(HTTP), yaml));
    }

    Builder extension(String id, Extension extension) {
      extensions.put(ComponentId.parse(id), extension);
      return this;
    }

    Builder signals(Signal first, Signal... others) {
      signals = EnumSet.of(first, others);
      return this;
    }

    Builder poolBytes(long bytes) {
      poolBytes = bytes;
      return this;
    }

    Builder drain(Duration most) {
      drain = most;
      return this;
    }

    Rig build() {
      return new Rig(grpc, http, signals, poolBytes, drain);
    }

    Rig start() {
      Rig rig = build();
      rig.receiver.start(new FakeHost(extensions));
      return rig;
    }
  }

  private static <C> C decode(ConfigType<C> type, String yaml) {
    Problems problems = new Problems();
    C decoded =
        type.decode(
            new ConfigLoader(Map.of(), Path.of(""))
                .load(List.of(new ConfigSource.BuiltIn("test.yaml", yaml)))
                .root(),
            ConfigPath.ROOT,
            problems);
    problems.throwIfAny();
    return decoded;
  }

  InetSocketAddress grpcAddress() {
    return (InetSocketAddress) receiver.grpcAddress().orElseThrow();
  }

  InetSocketAddress httpAddress() {
    return (InetSocketAddress) receiver.httpAddress().orElseThrow();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + httpAddress().getPort() + path);
  }

  @Override
  public void close() {
    receiver.shutdown();
    assertThat(pool.leasedBytes()).as("leased bytes").isZero();
    pool.close();
  }
}

package dev.ferrule.bench;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.component.ExtensionFactory;
import dev.ferrule.component.Host;
import dev.ferrule.component.Settings;
import dev.ferrule.nativehost.BoundaryCounters;
import dev.ferrule.nativehost.NativeConfig;
import dev.ferrule.nativehost.NativePlugin;
import dev.ferrule.nativehost.NativeStats;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.testkit.FakeHost;
import io.opentelemetry.api.metrics.MeterProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.slf4j.helpers.NOPLogger;

/**
 * Create, start, shutdown and destroy of a native extension, through the public interface of the
 * host, in virtual threads as the service has them.
 */
@State(Scope.Thread)
@OperationsPerInvocation(Lifecycle.MANY)
public class Lifecycle {
  static final int MANY = 64;
  private static final int POOL_BYTES = 1 << 20;

  /** What is started. */
  @Param public Kind kind;

  /** How many virtual threads do it at the same time. */
  @Param({"1", "8"})
  public int threads;

  private final BufferPool buffers = BufferPool.bounded(POOL_BYTES);
  private NativePlugin plugin;
  private ExtensionFactory<NativeConfig> factory;
  private Settings settings;

  /** An extension and how it answers. */
  public enum Kind {
    /** In C; start and shutdown are done when they return. */
    C_SYNC("c_fixture", "{\"start\":\"ok\",\"shutdown\":\"ok\"}"),
    /** In C; both answer PENDING and complete their token by a call up. */
    C_CALLBACK("c_fixture", "{\"start\":\"inline\",\"shutdown\":\"inline\"}"),
    /** In C; both are completed by a native thread, a new one each time. */
    C_THREAD("c_fixture", "{\"start\":\"async\",\"shutdown\":\"async\"}"),
    /** In Rust: a small one that is in use. */
    RUST_AUTHENTICATOR("basicauth", "{\"htpasswd\":{\"inline\":\"name:password\"}}"),
    /** In Rust: a health check, which opens a port and has a thread to serve it. */
    RUST_SERVER("health_check", "{\"endpoint\":\"localhost:0\"}");

    private final String type;
    private final String config;

    Kind(String type, String config) {
      this.type = type;
      this.config = config;
    }

    /** The plugin that offers it. */
    Path file() {
      return type.equals("c_fixture") ? Built.fixture() : Built.plugin();
    }
  }

  @Setup
  @SuppressWarnings("unchecked") // native factories have native settings
  public void load() {
    plugin = NativePlugin.load(kind.file(), NOPLogger.NOP_LOGGER);
    factory =
        (ExtensionFactory<NativeConfig>)
            plugin.factories().stream()
                .filter(offered -> offered.type().equals(kind.type))
                .findFirst()
                .orElseThrow();
    settings =
        new Settings(
            ComponentId.ofType(kind.type),
            NOPLogger.NOP_LOGGER,
            FakeHost.BUILD,
            buffers,
            MeterProvider.noop().get("bench"));
  }

  /** The lives of many. */
  @Benchmark
  public int ffm() throws InterruptedException, ExecutionException {
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      FutureTask<Integer> task = new FutureTask<>(() -> live(MANY / threads));
      tasks.add(task);
      Thread.ofVirtual().start(task);
    }
    int lives = 0;
    for (FutureTask<Integer> task : tasks) {
      lives += task.get();
    }
    return (int) Checksum.same(MANY, lives);
  }

  private int live(int times) {
    Host host = new FakeHost();
    NativeConfig config = new NativeConfig(kind.config);
    for (int i = 0; i < times; i++) {
      Extension extension = factory.create(settings, config);
      extension.start(host);
      extension.shutdown();
    }
    return times;
  }

  /** Nothing may be left of any of them. */
  @TearDown
  public void close() {
    NativeStats stats = plugin.stats();
    BoundaryCounters counters = plugin.counters();
    if (stats.components() + stats.bufs() + stats.pendingTokens() + counters.components() != 0) {
      throw new IllegalStateException("left behind: " + stats + ", " + counters);
    }
    plugin.close();
    buffers.close();
  }
}

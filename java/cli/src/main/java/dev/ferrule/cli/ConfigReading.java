package dev.ferrule.cli;

import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigLoader;
import dev.ferrule.confmap.LoadedConfig;
import dev.ferrule.confmap.MergeMode;
import dev.ferrule.confmap.SourceTexts;
import dev.ferrule.service.FeatureGate;
import dev.ferrule.service.FeatureGates;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The sources of a configuration while they are read, in a thread of their own: the native plugins,
 * which take about as long, are loaded meanwhile.
 */
final class ConfigReading {
  private final FeatureGates gates;
  // Written by the thread that reads, read by the other one once that has ended.
  private final SourceTexts texts = new SourceTexts();
  private final FutureTask<LoadedConfig> loading;

  private ConfigReading(ConfigOptions options, Environment environment) {
    gates = options.gates();
    MergeMode mode =
        gates.isEnabled(FeatureGate.MERGE_APPEND) ? MergeMode.APPEND_COMPONENTS : MergeMode.REPLACE;
    ConfigLoader loader =
        new ConfigLoader(environment.variables(), environment.workingDirectory(), mode);
    loading = new FutureTask<>(() -> loader.load(options.sources(), texts));
  }

  /**
   * Begins to read.
   *
   * @throws UsageException if the feature gates are wrong
   */
  static ConfigReading begin(ConfigOptions options, Environment environment) {
    ConfigReading reading = new ConfigReading(options, environment);
    Thread.ofPlatform().daemon().name("read configuration").start(reading.loading);
    return reading;
  }

  /** What the feature gates are set to. */
  FeatureGates gates() {
    return gates;
  }

  /** The texts that were read; complete once {@link #await} has returned or thrown. */
  SourceTexts texts() {
    return texts;
  }

  /**
   * Waits for the end of it, which the limits of the sources bound.
   *
   * @throws ConfigException with all that is wrong
   */
  LoadedConfig await() {
    try {
      return loading.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      loading.cancel(true);
      Thread.currentThread().interrupt();
      throw new UsageException("interrupted while reading the configuration");
    }
  }
}

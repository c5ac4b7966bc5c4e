package dev.ferrule.cli;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.Factories;
import dev.ferrule.component.Factory;
import dev.ferrule.exporter.debug.DebugExporterFactory;
import dev.ferrule.exporter.otlp.OtlpGrpcExporterFactory;
import dev.ferrule.exporter.otlp.OtlpHttpExporterFactory;
import dev.ferrule.nativehost.Deadlines;
import dev.ferrule.nativehost.NativePlugin;
import dev.ferrule.nativehost.NativePluginException;
import dev.ferrule.receiver.otlp.OtlpReceiverFactory;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The components that this distribution has, those of native plugins among them. */
final class Distribution implements AutoCloseable {
  private static final String BUILT_IN = "native/libferrule_plugin.so";

  private final Factories factories =
      new Factories()
          .add(new OtlpReceiverFactory())
          .add(new OtlpGrpcExporterFactory())
          .add(new OtlpHttpExporterFactory())
          .add(new DebugExporterFactory());
  // In the order in which they were loaded.
  private final List<NativePlugin> plugins = new ArrayList<>();
  // Which file a component comes from, by kind and type.
  private final Map<String, Path> origins = new HashMap<>();

  private Distribution() {}

  /**
   * Registers every factory.
   *
   * @param plugins files to load besides the plugin that is built in
   * @param log gets what plugins log outside of any component
   * @throws NativePluginException if a plugin cannot be used
   * @throws UsageException if two have a component of the same type
   */
  static Distribution open(Environment environment, List<Path> plugins, Logger log) {
    Distribution distribution = new Distribution();
    try {
      int workers = environment.nativeWorkers();
      distribution.load(environment.home().resolve(BUILT_IN), log, workers);
      for (Path plugin : plugins) {
        distribution.load(environment.workingDirectory().resolve(plugin), log, workers);
      }
      return distribution;
    } catch (RuntimeException e) {
      try {
        distribution.close();
      } catch (NativePluginException inClose) {
        e.addSuppressed(inClose);
      }
      throw e;
    }
  }

  private void load(Path file, Logger log, int workers) {
    NativePlugin plugin = NativePlugin.load(file, log, Deadlines.DEFAULT, workers);
    plugins.add(plugin);
    for (Factory<?> factory : plugin.factories()) {
      add(factory, plugin.path());
    }
  }

  private void add(Factory<?> factory, Path file) {
    String what = "%s \"%s\"".formatted(factory.kind(), factory.type());
    @Nullable Path other = origins.putIfAbsent(what, file);
    if (file.equals(other)) {
      throw new UsageException("native plugin %s is given twice".formatted(file));
    }
    if (other != null) {
      throw new UsageException(
          "native plugins %s and %s both have %s; leave one of them out"
              .formatted(other, file, what));
    }
    if (factories.find(factory.kind(), factory.type()).isPresent()) {
      throw new UsageException(
          "native plugin %s has %s, which is part of this distribution already"
              .formatted(file, what));
    }
    factories.add(factory);
  }

  Factories factories() {
    return factories;
  }

  /** What this distribution is called. */
  static BuildInfo build() {
    ModuleDescriptor module = Distribution.class.getModule().getDescriptor();
    // Only class folders have no module, such as those of an editor.
    Optional<String> version = module == null ? Optional.empty() : module.rawVersion();
    return new BuildInfo("ferrule", "Ferrule Collector", version.orElse("dev"));
  }

  /**
   * Joins the threads of all native plugins, the last one first, whatever fails on the way.
   *
   * @throws NativePluginException if one does not end as it should
   */
  @Override
  public void close() {
    @Nullable NativePluginException failure = null;
    for (NativePlugin plugin : plugins.reversed()) {
      try {
        plugin.close();
      } catch (NativePluginException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}

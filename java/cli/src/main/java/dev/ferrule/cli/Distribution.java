package dev.ferrule.cli;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.Factories;
import dev.ferrule.exporter.debug.DebugExporterFactory;
import dev.ferrule.exporter.otlp.OtlpGrpcExporterFactory;
import dev.ferrule.nativehost.NativePlugin;
import dev.ferrule.receiver.otlp.OtlpReceiverFactory;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;

/** The components that this distribution has, those of the native plugin among them. */
final class Distribution implements AutoCloseable {
  private static final String PLUGIN = "native/libferrule_plugin.so";

  private final Factories factories;
  private final NativePlugin plugin;

  private Distribution(Factories factories, NativePlugin plugin) {
    this.factories = factories;
    this.plugin = plugin;
  }

  /**
   * Registers every factory.
   *
   * @param home the directory of the image, which holds the native plugin
   * @param log gets what the plugin logs outside of any component
   * @throws dev.ferrule.nativehost.NativePluginException if the plugin cannot be used
   */
  static Distribution open(Path home, Logger log) {
    NativePlugin plugin = NativePlugin.load(home.resolve(PLUGIN), log);
    Factories factories =
        new Factories()
            .add(new OtlpReceiverFactory())
            .add(new OtlpGrpcExporterFactory())
            .add(new DebugExporterFactory());
    plugin.factories().forEach(factories::add);
    return new Distribution(factories, plugin);
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

  /** Joins the threads of the native plugin. */
  @Override
  public void close() {
    plugin.close();
  }
}

package dev.ferrule.exporter.debug;

import dev.ferrule.component.Exporter;
import dev.ferrule.component.ExporterFactory;
import dev.ferrule.component.Settings;
import dev.ferrule.component.Stability;
import dev.ferrule.confmap.ConfigType;
import dev.ferrule.exporter.debug.internal.DebugSender;
import dev.ferrule.exporterhelper.DeliveryConfig;
import dev.ferrule.exporterhelper.ExporterHelper;
import dev.ferrule.pdata.Signal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Makes exporters that print telemetry for people to read. The format may change at any time. */
public final class DebugExporterFactory implements ExporterFactory<DebugConfig> {
  private static final ConfigType<DebugConfig> CONFIG = ConfigType.of(DebugConfig.DEFAULT);
  private static final Map<Signal, Stability> STABILITY =
      Collections.unmodifiableMap(
          new EnumMap<>(
              Map.of(
                  Signal.TRACES, Stability.ALPHA,
                  Signal.METRICS, Stability.ALPHA,
                  Signal.LOGS, Stability.ALPHA)));

  @Override
  public String type() {
    return "debug";
  }

  @Override
  public ConfigType<DebugConfig> config() {
    return CONFIG;
  }

  /** The version is the one that the build wrote into the module; off the module path, none. */
  @Override
  public Map<Signal, Stability> stability() {
    return STABILITY;
  }

  @Override
  public Exporter create(Settings settings, DebugConfig config, Signal signal) {
    return ExporterHelper.exporter(
        settings, signal, DeliveryConfig.DIRECT, DebugSender.create(settings, config, signal));
  }
}

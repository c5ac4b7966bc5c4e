package dev.ferrule.receiver.otlp;

import dev.ferrule.component.Component;
import dev.ferrule.component.Consumer;
import dev.ferrule.component.ReceiverFactory;
import dev.ferrule.component.Settings;
import dev.ferrule.component.Stability;
import dev.ferrule.confmap.ConfigType;
import dev.ferrule.pdata.Signal;
import dev.ferrule.receiver.otlp.internal.OtlpReceiver;
import java.util.Map;

/** Makes OTLP receivers: type {@code otlp}. */
public final class OtlpReceiverFactory implements ReceiverFactory<OtlpReceiverConfig> {
  private static final Map<Signal, Stability> STABILITY =
      Map.of(
          Signal.TRACES, Stability.STABLE,
          Signal.METRICS, Stability.STABLE,
          Signal.LOGS, Stability.STABLE);

  private final ConfigType<OtlpReceiverConfig> config = ConfigType.of(OtlpReceiverConfig.DEFAULTS);

  @Override
  public String type() {
    return "otlp";
  }

  @Override
  public ConfigType<OtlpReceiverConfig> config() {
    return config;
  }

  @Override
  public Map<Signal, Stability> stability() {
    return STABILITY;
  }

  @Override
  public Component create(
      Settings settings, OtlpReceiverConfig config, Map<Signal, Consumer> next) {
    return new OtlpReceiver(settings, config, next);
  }
}

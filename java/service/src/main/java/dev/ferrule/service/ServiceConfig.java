package dev.ferrule.service;

import dev.ferrule.component.ComponentId;
import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.ConfigType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What runs, and how it is joined.
 *
 * @param extensions the extensions that run; one that is only configured does not
 * @param pipelines the pipelines by signal (`traces`, `metrics` or `logs`) and, if there are
 *     several of one signal, a name: `traces/backup`
 * @param telemetry how the Collector tells of itself
 */
@ConfigDoc
public record ServiceConfig(
    List<ComponentId> extensions,
    Map<PipelineId, PipelineConfig> pipelines,
    TelemetryConfig telemetry) {
  /** An empty section. */
  public static final ServiceConfig DEFAULTS =
      new ServiceConfig(List.of(), Map.of(), TelemetryConfig.DEFAULTS);

  /** How the section is read, printed and described. */
  static final ConfigType<ServiceConfig> TYPE = ConfigType.of(DEFAULTS);

  /** Copies list and map. */
  public ServiceConfig {
    extensions = extensions.stream().distinct().toList();
    pipelines = Collections.unmodifiableMap(new LinkedHashMap<>(pipelines));
  }
}

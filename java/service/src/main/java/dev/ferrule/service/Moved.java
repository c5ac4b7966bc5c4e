package dev.ferrule.service;

import dev.ferrule.component.Kind;
import dev.ferrule.confmap.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What configurations in use still have and no Collector takes any more, with what to write
 * instead. Only what many have, and where the usual hints would not lead there.
 */
final class Moved {
  private static final String UNDER_PIPELINES = "write it under service::pipelines";

  private static final Map<String, String> COMPONENTS =
      Map.of(
          "exporters::logging", "use the debug exporter instead",
          "exporters::jaeger", "use otlp_grpc instead: Jaeger takes OTLP on port 4317",
          "extensions::memory_ballast", "it was removed from the Collector; leave it out");

  // Of a component by its type, whatever its name is.
  private static final Map<String, String> KEYS =
      Map.of(
          "exporters::debug::loglevel",
          "write verbosity: basic, normal or detailed",
          "service::telemetry::metrics::address",
          "write readers: [{pull: {exporter: {prometheus: {host: ..., port: ...}}}}]",
          "service::pipelines::*::extensions",
          "list them under service::extensions",
          "service::traces",
          UNDER_PIPELINES,
          "service::metrics",
          UNDER_PIPELINES,
          "service::logs",
          UNDER_PIPELINES + ", or under telemetry if the collector's own is meant");

  private Moved() {}

  /** What to use instead of components of that type; null if it was not moved. */
  static @Nullable String component(Kind kind, String type) {
    return COMPONENTS.get(kind.section() + "::" + type);
  }

  /** What to write instead of that key; null if it was not moved. */
  static @Nullable String key(ConfigPath path) {
    List<String> parts = new ArrayList<>(path.parts());
    if (parts.size() > 1) {
      parts.set(1, parts.get(1).replaceFirst("/.*", ""));
    }
    if (parts.size() > 2 && parts.get(1).equals("pipelines")) {
      parts.set(2, "*");
    }
    return KEYS.get(String.join("::", parts));
  }
}

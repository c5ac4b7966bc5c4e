package dev.ferrule.exporter.otlp;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Key;

/** How the otlp_http exporter writes telemetry. */
@ConfigDoc
public enum Encoding {
  /** Protobuf, the bytes as they are. */
  @Key("proto")
  PROTO,
  /** OTLP/JSON. */
  @Key("json")
  JSON
}

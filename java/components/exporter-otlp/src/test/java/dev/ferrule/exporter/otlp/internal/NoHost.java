package dev.ferrule.exporter.otlp.internal;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.component.StatusEvent;
import java.util.Map;

/** A host that has nothing and keeps nothing. */
enum NoHost implements Host {
  INSTANCE;

  @Override
  public Map<ComponentId, Extension> extensions() {
    return Map.of();
  }

  @Override
  public void report(StatusEvent event) {}
}

package dev.ferrule.exporter.debug;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.component.StatusEvent;
import java.util.Map;

/** A host that nothing is expected of. */
public record NoHost() implements Host {

  @Override
  public Map<ComponentId, Extension> extensions() {
    return Map.of();
  }

  @Override
  public void report(StatusEvent event) {
    throw new AssertionError("the debug exporter reports no status, not " + event);
  }
}

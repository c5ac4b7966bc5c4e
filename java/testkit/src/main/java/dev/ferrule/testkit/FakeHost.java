package dev.ferrule.testkit;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.component.ServiceDescription;
import dev.ferrule.component.StatusEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host with the extensions that a test gives it; keeps what is reported. Any thread. */
public final class FakeHost implements Host {
  /** The distribution that every test runs in. */
  public static final BuildInfo BUILD = new BuildInfo("ferrule", "Ferrule Collector", "1.2.3");

  private final Map<ComponentId, Extension> extensions;
  private final List<StatusEvent> reported = new CopyOnWriteArrayList<>();

  /** A host without extensions. */
  public FakeHost() {
    this(Map.of());
  }

  /** A host with those extensions. */
  public FakeHost(Map<ComponentId, Extension> extensions) {
    this.extensions = Map.copyOf(extensions);
  }

  @Override
  public Map<ComponentId, Extension> extensions() {
    return extensions;
  }

  @Override
  public void report(StatusEvent event) {
    reported.add(event);
  }

  /** What was reported so far, in order. */
  public List<StatusEvent> reported() {
    return List.copyOf(reported);
  }

  @Override
  public ServiceDescription service() {
    return new ServiceDescription(BUILD, Instant.EPOCH, List.of(), List.of());
  }
}

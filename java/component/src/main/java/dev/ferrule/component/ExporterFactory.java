package dev.ferrule.component;

import dev.ferrule.pdata.Signal;
import java.util.Map;

/** Makes exporters, one for each signal of an id, shared by the pipelines of that signal. */
public non-sealed interface ExporterFactory<C> extends Factory<C> {

  @Override
  default Kind kind() {
    return Kind.EXPORTER;
  }

  /** The signals it can export, each with its stability. */
  Map<Signal, Stability> stability();

  /**
   * Builds an exporter.
   *
   * @throws ComponentException if it cannot be built from these settings
   */
  Exporter create(Settings settings, C config, Signal signal);
}

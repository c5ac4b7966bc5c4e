package dev.ferrule.component;

import dev.ferrule.pdata.Signal;
import java.util.Map;

/** Makes processors, one for each pipeline that names it. */
public non-sealed interface ProcessorFactory<C> extends Factory<C> {

  @Override
  default Kind kind() {
    return Kind.PROCESSOR;
  }

  /** The signals it can process, each with its stability. */
  Map<Signal, Stability> stability();

  /**
   * Builds a processor.
   *
   * @throws ComponentException if it cannot be built from these settings
   */
  Processor create(Settings settings, C config, Signal signal, Consumer next);
}

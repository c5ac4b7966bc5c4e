package dev.ferrule.service;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Factory;

/** A component of the configuration, with its settings decoded and validated. */
record ConfiguredComponent<C>(ComponentId id, Factory<C> factory, C config) {

  /** Whether the configuration uses the factory's deprecated alias. */
  boolean isAliased() {
    return !id.type().equals(factory.type());
  }
}

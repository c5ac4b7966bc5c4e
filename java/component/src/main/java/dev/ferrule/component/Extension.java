package dev.ferrule.component;

/** A component beside the pipelines. */
public interface Extension extends Component {

  /** All pipelines are up: called once, after everything started. Returns quickly. */
  default void ready() {}

  /** Pipelines are about to stop: called once, before the first of them does. Returns quickly. */
  default void notReady() {}
}

package dev.ferrule.component;

import java.util.List;
import java.util.Optional;

/** A component beside the pipelines. */
public interface Extension extends Component {

  /**
   * The extensions that this one needs: they start before it and stop after it. One that is not
   * listed under {@code service::extensions}, or a cycle, keeps the Collector from starting. Asked
   * once, before the start.
   */
  default List<ComponentId> dependencies() {
    return List.of();
  }

  /**
   * What the extension does for other components, such as a {@link ServerAuthenticator}. Asked for
   * while the extension runs; what it gives works until the extension is shut down.
   *
   * @return empty if it does nothing of that type
   */
  default <T> Optional<T> offer(Class<T> type) {
    return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
  }

  /** All pipelines are up: called once, after everything started. Returns quickly. */
  default void ready() {}

  /** Pipelines are about to stop: called once, before the first of them does. Returns quickly. */
  default void notReady() {}
}

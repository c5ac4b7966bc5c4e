package dev.ferrule.component;

/** Makes extensions. */
public non-sealed interface ExtensionFactory<C> extends Factory<C> {

  @Override
  default Kind kind() {
    return Kind.EXTENSION;
  }

  /** How far the extension may be relied on. */
  Stability stability();

  /**
   * Builds an extension.
   *
   * @throws ComponentException if it cannot be built from these settings
   */
  Extension create(Settings settings, C config);
}

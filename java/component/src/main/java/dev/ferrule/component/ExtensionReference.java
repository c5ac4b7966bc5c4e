package dev.ferrule.component;

/**
 * An extension that the settings of another component name, such as an authenticator. It is found
 * in {@link Host#extensions()} when that component starts.
 *
 * @param id the extension's, exactly as under {@code extensions:}
 */
public record ExtensionReference(ComponentId id) {

  /**
   * Reads {@code type} or {@code type/name}.
   *
   * @throws IllegalArgumentException if it is not an id
   */
  public static ExtensionReference parse(String text) {
    return new ExtensionReference(ComponentId.parse(text));
  }

  /** The id. */
  @Override
  public String toString() {
    return id.toString();
  }
}

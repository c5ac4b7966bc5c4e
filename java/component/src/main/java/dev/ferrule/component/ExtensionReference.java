package dev.ferrule.component;

/**
 * A setting that names an extension the component cannot do without, such as {@code
 * auth::authenticator}. The service refuses a configuration in which that extension does not run.
 *
 * @param id the extension
 */
public record ExtensionReference(ComponentId id) {

  /**
   * Reads an id by the rules of {@link ComponentId#parse}.
   *
   * @throws IllegalArgumentException with the Collector's wording if it is not an id
   */
  public static ExtensionReference parse(String id) {
    return new ExtensionReference(ComponentId.parse(id));
  }

  /** The id. */
  @Override
  public String toString() {
    return id.toString();
  }
}

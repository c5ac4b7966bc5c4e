package dev.ferrule.config;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.Extension;
import dev.ferrule.component.ExtensionReference;
import dev.ferrule.component.Host;
import dev.ferrule.confmap.Validated;
import java.util.Optional;

/** What the {@code auth} sections of servers and of clients have in common. */
final class Authenticators {
  private Authenticators() {}

  /** Reports that no extension is named. */
  static void validate(Optional<ExtensionReference> authenticator, Validated.Rules rules) {
    if (authenticator.isEmpty()) {
      rules.broken("authenticator", "must not be empty", "write the id of an extension");
    }
  }

  /**
   * Finds the extension, in the words of the Collector if that fails.
   *
   * @param type what the extension has to offer
   * @param what how messages name that, such as {@code server authenticator}
   * @throws ComponentException if there is none of that id, or it does not do that
   */
  static <T> T resolve(
      Optional<ExtensionReference> authenticator, Host host, Class<T> type, String what) {
    String id = authenticator.map(ExtensionReference::toString).orElse("");
    Extension extension =
        authenticator.map(reference -> host.extensions().get(reference.id())).orElse(null);
    if (extension == null) {
      throw new ComponentException(
          "failed to resolve authenticator \"" + id + "\": authenticator not found");
    }
    return extension
        .offer(type)
        .orElseThrow(() ->
            new ComponentException(
                "failed to resolve authenticator \"%s\": requested authenticator is not a %s"
                    .formatted(id, what)));
  }
}

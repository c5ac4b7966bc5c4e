package dev.ferrule.config;

import dev.ferrule.component.ClientAuthenticator;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ExtensionReference;
import dev.ferrule.component.Host;
import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Validated;
import java.util.Optional;

/**
 * Who a client says it is.
 *
 * @param authenticator the extension that adds credentials to every request, by its id, such as
 *     {@code basicauth/client}; it must be listed under {@code service::extensions}
 */
@ConfigDoc
public record ClientAuthConfig(Optional<ExtensionReference> authenticator) implements Validated {
  /** None chosen yet, which is not valid. */
  public static final ClientAuthConfig DEFAULTS = new ClientAuthConfig(Optional.empty());

  @Override
  public void validate(Rules rules) {
    Authenticators.validate(authenticator, rules);
  }

  /**
   * Finds the extension.
   *
   * @param protocol as the Collector's message names it: {@code HTTP} or {@code gRPC}
   * @throws ComponentException if there is none of that id, or it does not do that
   */
  ClientAuthenticator resolve(Host host, String protocol) {
    return Authenticators.resolve(
        authenticator, host, ClientAuthenticator.class, protocol + " client authenticator");
  }
}

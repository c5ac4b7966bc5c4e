package dev.ferrule.config;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ExtensionReference;
import dev.ferrule.component.Host;
import dev.ferrule.component.ServerAuthenticator;
import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Validated;
import java.util.Optional;

/**
 * Who may send to a server.
 *
 * @param authenticator the extension that tells who sends a request, by its id, such as {@code
 *     basicauth/server}; it must be listed under {@code service::extensions}. Whoever it does not
 *     know is refused.
 */
@ConfigDoc
public record ServerAuthConfig(Optional<ExtensionReference> authenticator) implements Validated {
  /** None chosen yet, which is not valid. */
  public static final ServerAuthConfig DEFAULTS = new ServerAuthConfig(Optional.empty());

  @Override
  public void validate(Rules rules) {
    Authenticators.validate(authenticator, rules);
  }

  /**
   * Finds the extension.
   *
   * @throws ComponentException if there is none of that id, or it does not do that
   */
  public ServerAuthenticator resolve(Host host) {
    return Authenticators.resolve(
        authenticator, host, ServerAuthenticator.class, "server authenticator");
  }
}

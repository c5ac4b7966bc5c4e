package dev.ferrule.component;

import java.util.List;
import java.util.Map;

/**
 * Tells who sends a request, from its headers. Servers ask before they look at anything else of it;
 * extensions such as {@code basicauth} {@linkplain Extension#offer offer} it. Any thread.
 */
public interface ServerAuthenticator {

  /**
   * One header of a request.
   *
   * @param name as it came; names compare without case
   * @param value as it came
   */
  record Header(String name, String value) {}

  /**
   * Who sends a request.
   *
   * @param attributes what is known, such as {@code username}
   */
  record Identity(Map<String, String> attributes) {
    /** Copies the map. */
    public Identity {
      attributes = Map.copyOf(attributes);
    }
  }

  /**
   * Checks the sender of a request.
   *
   * @throws AuthenticationException if it is not who it must be, or the check failed
   */
  Identity authenticate(List<Header> headers) throws AuthenticationException;
}

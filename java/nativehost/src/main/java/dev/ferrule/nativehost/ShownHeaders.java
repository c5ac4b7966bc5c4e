package dev.ferrule.nativehost;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.ClientAuthenticator.Header;
import dev.ferrule.confmap.Opaque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the headers that a component wants shown. What is wrong with them never shows a value. */
final class ShownHeaders {
  /** Longer JSON is cut, and then none. */
  static final int MAX_BYTES = 64 << 10;

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private ShownHeaders() {}

  /**
   * The headers in an empty text, or in a JSON object.
   *
   * @throws AuthenticationException if it is something else, or a request cannot carry them
   */
  static List<Header> read(String json) throws AuthenticationException {
    List<Header> headers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> header : object(json).properties()) {
      headers.add(header(header.getKey(), header.getValue()));
    }
    return List.copyOf(headers);
  }

  private static ObjectNode object(String json) throws AuthenticationException {
    if (json.isEmpty()) {
      return Json.MAPPER.createObjectNode();
    }
    try {
      if (Json.read(json) instanceof ObjectNode object) {
        return object;
      }
      throw new AuthenticationException("the authenticator gave headers that are no object");
    } catch (JacksonException e) {
      // Its message has parts of the text, which may be secret.
      throw new AuthenticationException("the authenticator gave headers that are no JSON");
    }
  }

  private static Header header(String name, JsonNode value) throws AuthenticationException {
    if (!TOKEN.matcher(name).matches()) {
      throw new AuthenticationException(
          "the authenticator gave a header whose name is not one of HTTP");
    }
    if (!value.isString() || !isPrintable(value.stringValue())) {
      throw new AuthenticationException(
          "the authenticator gave header \"%s\" a value that is not printable ASCII"
              .formatted(name));
    }
    return new Header(name, new Opaque(value.stringValue()));
  }

  private static boolean isPrintable(String value) {
    return value.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}

package dev.ferrule.config;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param status 200 to 599
 * @param headers the first value of each, by lower-case name
 * @param body up to {@link #MAX_BODY} bytes of it
 * @param cut why the body is not all of it; empty if it is
 */
public record HttpAnswer(
    int status, Map<String, String> headers, ByteBuffer body, Optional<String> cut) {
  /** How much of a body is kept, in bytes. */
  public static final int MAX_BODY = 64 * 1024;

  /** Copies the headers, keeps others from writing to the body. */
  public HttpAnswer {
    headers = Map.copyOf(headers);
    body = body.asReadOnlyBuffer();
  }

  /** The first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Whether the server says that it did as it was told. */
  public boolean isSuccess() {
    return status >= 200 && status <= 299;
  }
}

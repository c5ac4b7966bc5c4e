package dev.ferrule.component;

import dev.ferrule.confmap.Opaque;
import java.util.List;
import java.util.OptionalLong;

/**
 * Tells a peer who is calling, by headers on each request. Clients ask before every attempt, so
 * that what expires is renewed here and nowhere else; extensions {@linkplain Extension#offer offer}
 * it. Any thread, several at once.
 */
public interface ClientAuthenticator {

  /**
   * What is about to be sent.
   *
   * @param authority the peer, {@code host} or {@code host:port}
   * @param path of the request, such as {@code /v1/traces} or a gRPC method
   * @param deadlineNanos when the attempt ends, on the scale of {@link System#nanoTime()}
   */
  record Request(String authority, String path, OptionalLong deadlineNanos) {}

  /**
   * A header to add.
   *
   * @param name it replaces headers of that name, whatever their case
   * @param value printable ASCII
   */
  record Header(String name, Opaque value) {}

  /**
   * The headers for one attempt. May block, for a token that has to be fetched, though not beyond
   * the deadline; an interrupt ends the wait.
   *
   * @throws AuthenticationException if there are none for now. The attempt fails and may be
   *     repeated: what cannot ever work is refused when the extension starts.
   */
  List<Header> headers(Request request) throws AuthenticationException;

  /**
   * Whether the headers are secrets that must not travel in the clear. gRPC clients without TLS
   * then refuse to start, as in the Collector.
   */
  default boolean requiresTls() {
    return false;
  }
}

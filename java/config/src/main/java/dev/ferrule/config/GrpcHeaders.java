package dev.ferrule.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ferrule.confmap.Opaque;
import dev.ferrule.confmap.Validated;
import io.grpc.Metadata;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Configured headers as gRPC metadata. */
final class GrpcHeaders {
  // Go leaves them out without a word.
  private static final Set<String> RESERVED =
      Set.of(
          "content-type",
          "grpc-encoding",
          "grpc-message",
          "grpc-message-type",
          "grpc-status",
          "grpc-timeout",
          "te",
          "user-agent");

  private GrpcHeaders() {}

  static void validate(Map<String, Opaque> headers, Validated.Rules rules) {
    headers.forEach((name, value) -> {
      try {
        put(new Metadata(), name, value.value());
      } catch (IllegalArgumentException e) {
        rules.broken(
            "headers::" + name,
            "header name \"" + name + "\" is not one",
            "use letters, digits, and any of - _ .");
      }
      if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
        rules.broken(
            "headers",
            "header \"" + name + "\" is set by the client itself",
            name.equalsIgnoreCase("user-agent") ? "set user_agent" : "remove it");
      }
      if (!isBinary(name) && !isPrintable(value.value())) {
        rules.broken(
            "headers::" + name,
            "the value of header \"" + name + "\" has characters that a header cannot carry",
            "use printable ASCII");
      }
    });
  }

  static Metadata metadata(Map<String, Opaque> headers) {
    Metadata metadata = new Metadata();
    headers.forEach((name, value) -> put(metadata, name, value.value()));
    return metadata;
  }

  private static void put(Metadata metadata, String name, String value) {
    if (isBinary(name)) {
      metadata.put(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER), value.getBytes(UTF_8));
    } else {
      metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    }
  }

  /** The key of a header of that name, to remove it by. */
  static Metadata.Key<?> key(String name) {
    return isBinary(name)
        ? Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER)
        : Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private static boolean isBinary(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(Metadata.BINARY_HEADER_SUFFIX);
  }

  private static boolean isPrintable(String value) {
    return value.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
  }
}

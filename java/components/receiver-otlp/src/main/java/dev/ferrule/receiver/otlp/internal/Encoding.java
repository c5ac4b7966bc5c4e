package dev.ferrule.receiver.otlp.internal;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How OTLP/HTTP messages are written. */
enum Encoding {
  PROTOBUF("application/x-protobuf"),
  JSON("application/json");

  private static final byte[] ACCEPTED_JSON =
      "{\"partialSuccess\":{}}".getBytes(StandardCharsets.US_ASCII);

  private final String mediaType;

  Encoding(String mediaType) {
    this.mediaType = mediaType;
  }

  /** What a {@code Content-Type} header names, its parameters and its case ignored. */
  static Optional<Encoding> of(@Nullable String contentType) {
    if (contentType == null) {
      return Optional.empty();
    }
    int end = contentType.indexOf(';');
    String mediaType =
        (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    for (Encoding encoding : values()) {
      if (encoding.mediaType.equals(mediaType)) {
        return Optional.of(encoding);
      }
    }
    return Optional.empty();
  }

  String contentType() {
    return mediaType;
  }

  /** An export response with an explicit empty partial success. */
  byte[] accepted() {
    return this == JSON ? ACCEPTED_JSON : ExportHandler.ACCEPTED;
  }

  byte[] write(RpcStatus status) {
    return this == JSON ? RpcStatusJson.write(status) : RpcStatusProto.write(status);
  }
}

package dev.ferrule.receiver.otlp.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Writes a {@code google.rpc.Status} in protobuf's JSON form. */
final class RpcStatusJson {
  private RpcStatusJson() {}

  static byte[] write(RpcStatus status) {
    StringBuilder out = new StringBuilder("{\"code\":").append(status.code());
    if (!status.message().isEmpty()) {
      quote(out.append(",\"message\":"), status.message());
    }
    status.retryAfter().ifPresent(after -> details(out, after));
    return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void details(StringBuilder out, Duration after) {
    out.append(",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\"")
        .append(",\"retryDelay\":\"")
        .append(after.toSeconds());
    if (after.toNanosPart() != 0) {
      out.append(String.format(Locale.ROOT, ".%09d", after.toNanosPart()));
    }
    out.append("s\"}]");
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}

package dev.ferrule.exporter.otlp.internal;

import io.grpc.Metadata;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a peer says to come back: {@code google.rpc.RetryInfo} among the details of a status. */
final class RetryInfo {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final String TYPE = "google.rpc.RetryInfo";
  private static final int STATUS_DETAILS = 3;
  // The range that protobuf gives to a duration, in seconds.
  private static final long MAX_SECONDS = 315_576_000_000L;

  private RetryInfo() {}

  /** The delay it asks for, zero if it names none; empty if it says nothing that can be read. */
  static Optional<Duration> of(@Nullable Metadata trailers) {
    byte[] status = trailers == null ? null : trailers.get(DETAILS);
    if (status == null) {
      return Optional.empty();
    }
    try {
      return inStatus(new ProtoFields(ByteBuffer.wrap(status)));
    } catch (IllegalArgumentException e) {
      // As if it were not there: the status code itself is still good.
      return Optional.empty();
    }
  }

  private static Optional<Duration> inStatus(ProtoFields status) {
    while (status.next()) {
      if (status.isBytes(STATUS_DETAILS)) {
        Optional<Duration> delay = inAny(status.message());
        if (delay.isPresent()) {
          return delay;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Duration> inAny(ProtoFields any) {
    String type = "";
    ProtoFields value = new ProtoFields(ByteBuffer.allocate(0));
    while (any.next()) {
      if (any.isBytes(1)) {
        type = any.string();
      } else if (any.isBytes(2)) {
        value = any.message();
      }
    }
    boolean isRetryInfo = type.substring(type.lastIndexOf('/') + 1).equals(TYPE);
    return isRetryInfo ? Optional.of(delay(value)) : Optional.empty();
  }

  private static Duration delay(ProtoFields retryInfo) {
    Duration delay = Duration.ZERO;
    while (retryInfo.next()) {
      if (retryInfo.isBytes(1)) {
        delay = duration(retryInfo.message());
      }
    }
    return delay;
  }

  private static Duration duration(ProtoFields fields) {
    long seconds = 0;
    long nanos = 0;
    while (fields.next()) {
      if (fields.isNumber(1)) {
        seconds = fields.number();
      } else if (fields.isNumber(2)) {
        nanos = fields.number();
      }
    }
    if (Math.abs(seconds) > MAX_SECONDS) {
      throw new IllegalArgumentException("duration out of range");
    }
    Duration duration = Duration.ofSeconds(seconds, nanos);
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}

package dev.ferrule.component;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A batch was not accepted. It carries what the sender needs to know to do the right thing next.
 */
public final class ConsumeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a batch was not accepted. */
  public sealed interface Reason {
    /** The same batch will never be accepted. */
    record Permanent() implements Reason {}

    /**
     * The same batch may be accepted later.
     *
     * @param after how long to wait at least, if the refusing side said so
     */
    record Retryable(Optional<Duration> after) implements Reason {}

    /** The caller gave up, or the Collector is stopping. */
    record Cancelled() implements Reason {}
  }

  private final transient Reason reason;
  private final transient OptionalInt grpcCode;

  private ConsumeException(
      Reason reason, String message, OptionalInt grpcCode, @Nullable Throwable cause) {
    // No stack trace: these are thrown under load, and the message says where they come from.
    super(message, cause, true, false);
    this.reason = reason;
    this.grpcCode = grpcCode;
  }

  /** The batch will never be accepted. */
  public static ConsumeException permanent(String message) {
    return new ConsumeException(new Reason.Permanent(), message, OptionalInt.empty(), null);
  }

  /** The batch may be accepted later. */
  public static ConsumeException retryable(String message) {
    return retryable(message, Optional.empty());
  }

  /** The batch may be accepted after that time. */
  public static ConsumeException retryable(String message, Optional<Duration> after) {
    return new ConsumeException(new Reason.Retryable(after), message, OptionalInt.empty(), null);
  }

  /** The caller gave up, or the Collector is stopping. */
  public static ConsumeException cancelled(String message) {
    return new ConsumeException(new Reason.Cancelled(), message, OptionalInt.empty(), null);
  }

  /** The same with the gRPC status code that a peer answered, which travels back to the sender. */
  public ConsumeException withGrpcCode(int code) {
    return new ConsumeException(reason, messageText(), OptionalInt.of(code), getCause());
  }

  /** The same with what led to it. */
  public ConsumeException causedBy(Throwable cause) {
    return new ConsumeException(reason, messageText(), grpcCode, cause);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Whether the same batch will never be accepted. */
  public boolean isPermanent() {
    return reason instanceof Reason.Permanent;
  }

  /** The gRPC status code of the peer that refused the batch, if one did. */
  public OptionalInt grpcCode() {
    return grpcCode;
  }

  private String messageText() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}

package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.ConsumeException.Reason;
import dev.ferrule.pdata.PoolExhaustedException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a sender is told: a {@code google.rpc.Status}.
 *
 * @param code a gRPC status code; 0 is success
 * @param message for the sender's operator
 * @param retryAfter how long the sender should wait, if that is known
 */
record RpcStatus(int code, String message, Optional<Duration> retryAfter) {
  static final int OK_CODE = 0;
  static final int INVALID_ARGUMENT = 3;
  static final int RESOURCE_EXHAUSTED = 8;
  static final int INTERNAL = 13;
  static final int UNAVAILABLE = 14;
  static final int UNAUTHENTICATED = 16;

  static final RpcStatus OK = new RpcStatus(OK_CODE, "", Optional.empty());

  static RpcStatus of(int code, String message) {
    return new RpcStatus(code, message, Optional.empty());
  }

  /**
   * A refusal by the pipeline. A code from further down wins; else permanent is Internal, and
   * anything else Unavailable, which senders retry.
   */
  static RpcStatus of(ConsumeException refusal) {
    int byReason = refusal.isPermanent() ? INTERNAL : UNAVAILABLE;
    int code = refusal.grpcCode().orElse(byReason);
    Optional<Duration> after =
        refusal.reason() instanceof Reason.Retryable retryable
            ? retryable.after()
            : Optional.empty();
    return new RpcStatus(
        code == OK_CODE ? byReason : code,
        Objects.requireNonNullElse(refusal.getMessage(), ""),
        after);
  }

  /** There is no memory for a request now; senders retry. */
  static RpcStatus of(PoolExhaustedException full) {
    return of(UNAVAILABLE, Objects.requireNonNullElse(full.getMessage(), ""));
  }

  boolean isOk() {
    return code == OK_CODE;
  }

  /** The HTTP status code that OTLP/HTTP has for this. */
  int httpCode() {
    return switch (code) {
      case OK_CODE -> 200;
      // Cancelled, deadline exceeded, aborted, out of range, unavailable, data loss: retryable.
      case 1, 4, 10, 11, UNAVAILABLE, 15 -> 503;
      case RESOURCE_EXHAUSTED -> 429;
      case INVALID_ARGUMENT -> 400;
      // Unauthenticated, permission denied, unimplemented.
      case UNAUTHENTICATED -> 401;
      case 7 -> 403;
      case 12 -> 404;
      default -> 500;
    };
  }
}

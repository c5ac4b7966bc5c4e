package dev.ferrule.exporter.otlp.internal;

import dev.ferrule.component.ConsumeException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What a failed call means for the batch. */
final class CallFailure {
  private CallFailure() {}

  /** The failure with its reason, in the Collector's words. */
  static ConsumeException of(StatusRuntimeException thrown) {
    Status status = thrown.getStatus();
    String message =
        "rpc error: code = %s desc = %s".formatted(name(status.getCode()), description(status));
    Optional<Duration> retryInfo = RetryInfo.of(thrown.getTrailers());
    ConsumeException failure =
        isRetryable(status.getCode(), retryInfo.isPresent())
            ? ConsumeException.retryable(message, retryInfo.filter(Duration::isPositive))
            : ConsumeException.permanent(message);
    return failure.withGrpcCode(status.getCode().value()).causedBy(thrown);
  }

  private static boolean isRetryable(Status.Code code, boolean hasRetryInfo) {
    return switch (code) {
      case CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS -> true;
      // Without the hint the peer may never recover from it.
      case RESOURCE_EXHAUSTED -> hasRetryInfo;
      default -> false;
    };
  }

  /** The code as Go spells it: {@code DeadlineExceeded}. */
  static String name(Status.Code code) {
    if (code == Status.Code.CANCELLED) {
      return "Canceled";
    }
    StringBuilder name = new StringBuilder();
    for (String word : code.name().split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  /** What the peer said; for a connection that failed, what the system said too. */
  private static String description(Status status) {
    String description = status.getDescription() == null ? "" : status.getDescription();
    // gRPC adds the handlers of its connection on a line of their own, which tells an operator
    // nothing.
    int internals = description.indexOf("\nChannel Pipeline:");
    if (internals >= 0) {
      description = description.substring(0, internals);
    }
    Throwable cause = status.getCause();
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause == null || cause.getMessage() == null || description.contains(cause.getMessage())) {
      return description;
    }
    return description.isEmpty() ? cause.getMessage() : description + ": " + cause.getMessage();
  }
}

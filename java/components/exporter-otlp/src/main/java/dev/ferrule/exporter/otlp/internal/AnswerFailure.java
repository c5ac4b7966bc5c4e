package dev.ferrule.exporter.otlp.internal;

import dev.ferrule.component.ConsumeException;
import dev.ferrule.config.HttpAnswer;
import dev.ferrule.config.HttpUrl;
import io.grpc.Status;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What an answer that is no success means for the batch. */
final class AnswerFailure {
  private final HttpUrl url;
  private final Clock clock;

  AnswerFailure(HttpUrl url, Clock clock) {
    this.url = url;
    this.clock = clock;
  }

  /** The failure with its reason, in the Collector's words. */
  ConsumeException of(HttpAnswer answer) {
    Status.Code code = code(answer.status());
    String message =
        "rpc error: code = %s desc = error exporting items, request to %s responded with HTTP Status Code %d%s"
            .formatted(CallFailure.name(code), url, answer.status(), details(answer));
    ConsumeException failure =
        isRetryable(answer.status())
            ? ConsumeException.retryable(message, retryAfter(answer))
            : ConsumeException.permanent(message);
    return failure.withGrpcCode(code.value());
  }

  private static boolean isRetryable(int status) {
    return switch (status) {
      case 429, 502, 503, 504 -> true;
      default -> false;
    };
  }

  private static Status.Code code(int status) {
    return switch (status) {
      case 400 -> Status.Code.INVALID_ARGUMENT;
      case 401 -> Status.Code.UNAUTHENTICATED;
      case 403 -> Status.Code.PERMISSION_DENIED;
      case 404 -> Status.Code.UNIMPLEMENTED;
      case 429 -> Status.Code.RESOURCE_EXHAUSTED;
      case 502, 503, 504 -> Status.Code.UNAVAILABLE;
      default -> Status.Code.UNKNOWN;
    };
  }

  private static String details(HttpAnswer answer) {
    if (answer.status() < 400 || answer.cut().isPresent()) {
      // A redirection has no status in it, nor has half a body.
      return "";
    }
    try {
      return RpcStatus.of(answer.body()).toString();
    } catch (IllegalArgumentException e) {
      // As servers answer that know nothing of OTLP. The HTTP status says enough.
      return "";
    }
  }

  private Optional<Duration> retryAfter(HttpAnswer answer) {
    if (answer.status() != 429 && answer.status() != 503) {
      return Optional.empty();
    }
    return answer.header("Retry-After").flatMap(this::delay).filter(Duration::isPositive);
  }

  private Optional<Duration> delay(String value) {
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
      return Optional.of(Duration.between(clock.instant(), until));
    } catch (DateTimeException e) {
      // As if it were not there.
      return Optional.empty();
    }
  }
}

package dev.ferrule.exporterhelper.internal;

import static dev.ferrule.exporterhelper.internal.Failures.prefixed;

import dev.ferrule.component.Call;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.ConsumeException.Reason;
import dev.ferrule.confmap.GoDuration;
import dev.ferrule.exporterhelper.BatchSender;
import dev.ferrule.exporterhelper.RetryConfig;
import dev.ferrule.pdata.Batch;
import java.time.Duration;
import org.slf4j.Logger;

/** Sends again what failed, on the thread that sends, as long as that makes sense. */
final class RetrySender implements BatchSender {
  private final RetryConfig config;
  private final BatchSender next;
  private final RetryStop stop;
  private final Environment environment;
  private final Logger logger;

  RetrySender(
      RetryConfig config,
      BatchSender next,
      RetryStop stop,
      Environment environment,
      Logger logger) {
    this.config = config;
    this.next = next;
    this.stop = stop;
    this.environment = environment;
    this.logger = logger;
  }

  @Override
  public void send(Batch batch, Call call) {
    Backoff backoff = new Backoff(config, environment.random());
    long limit = environment.in(config.maxElapsedTime());
    while (true) {
      try {
        next.send(batch, call);
        return;
      } catch (ConsumeException failure) {
        waitBeforeRetry(failure, delayNanos(failure, backoff), limit, call);
      }
    }
  }

  private static long delayNanos(ConsumeException failure, Backoff backoff) {
    return switch (failure.reason()) {
      case Reason.Permanent() -> throw prefixed("not retryable error: Permanent error: ", failure);
      case Reason.Cancelled() -> throw prefixed("request is cancelled or timed out: ", failure);
      case Reason.Retryable(var after) ->
          Math.max(backoff.nextNanos(), Environment.nanos(after.orElse(Duration.ZERO)));
    };
  }

  private void waitBeforeRetry(ConsumeException failure, long delay, long limit, Call call) {
    if (stop.isStopped()) {
      throw prefixed("interrupted due to shutdown: ", failure);
    }
    long next = environment.now() + delay;
    if (config.maxElapsedTime().isPositive() && limit - next < 0) {
      throw prefixed("no more retries left: ", failure);
    }
    if (call.deadlineNanos().isPresent() && call.deadlineNanos().getAsLong() - next < 0) {
      throw prefixed("request will be cancelled before next retry: ", failure);
    }
    logger
        .atInfo()
        .addKeyValue("error", failure.getMessage())
        .addKeyValue("interval", GoDuration.print(Duration.ofNanos(delay)))
        .log("Exporting failed. Will retry the request after interval.");
    boolean again;
    try {
      again = stop.pauseUntil(next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw prefixed("request is cancelled or timed out: ", failure);
    }
    if (!again) {
      throw prefixed("interrupted due to shutdown: ", failure);
    }
  }
}

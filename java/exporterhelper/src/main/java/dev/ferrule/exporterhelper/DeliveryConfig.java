package dev.ferrule.exporterhelper;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Validated;
import java.time.Duration;
import java.util.Optional;

/**
 * How an exporter delivers. Exporters put it among their own settings with {@code @Inline}.
 *
 * @param timeout of one attempt; 0 for none
 * @param sendingQueue the queue; empty to send while the pipeline waits
 * @param retryOnFailure what happens to a batch that failed
 */
@ConfigDoc
public record DeliveryConfig(
    Duration timeout, Optional<QueueConfig> sendingQueue, RetryConfig retryOnFailure)
    implements Validated {

  /** The Collector's defaults: 5 seconds, a queue, retries. */
  public static final DeliveryConfig DEFAULTS =
      new DeliveryConfig(
          Duration.ofSeconds(5), Optional.of(QueueConfig.DEFAULTS), RetryConfig.DEFAULTS);

  /** One attempt, without a time-out, while the pipeline waits. */
  public static final DeliveryConfig DIRECT =
      new DeliveryConfig(
          Duration.ZERO,
          Optional.empty(),
          new RetryConfig(false, Duration.ZERO, 0, 1, Duration.ZERO, Duration.ZERO));

  @Override
  public void validate(Rules rules) {
    if (timeout.isNegative()) {
      rules.broken("timeout", "'timeout' must be non-negative", "write 0 for no time-out");
    }
  }
}

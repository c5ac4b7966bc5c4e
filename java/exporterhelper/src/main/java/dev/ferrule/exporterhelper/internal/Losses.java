package dev.ferrule.exporterhelper.internal;

import dev.ferrule.component.ConsumeException;
import dev.ferrule.exporterhelper.DeliveryConfig;
import dev.ferrule.pdata.Batch;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs what is not exported, with what the operator can do about it. */
final class Losses {
  private final Logger logger;
  private final String hints;

  Losses(Logger logger, DeliveryConfig config) {
    this.logger = logger;
    this.hints =
        (config.retryOnFailure().enabled()
                ? ""
                : " Try enabling retry_on_failure config option to retry on retryable errors.")
            + (config.sendingQueue().isPresent()
                ? ""
                : " Try enabling sending_queue to survive temporary failures.");
  }

  /** The sender keeps the batch and is told so. */
  void rejected(Batch batch, ConsumeException failure) {
    line(failure, "rejected_items", batch).log("Exporting failed. Rejecting data." + hints);
  }

  /** The batch is lost. */
  void dropped(Batch batch, ConsumeException failure) {
    line(failure, "dropped_items", batch).log("Exporting failed. Dropping data." + hints);
  }

  private LoggingEventBuilder line(ConsumeException failure, String count, Batch batch) {
    return logger
        .atError()
        .addKeyValue("error", failure.getMessage())
        .addKeyValue(count, batch.itemCount());
  }
}

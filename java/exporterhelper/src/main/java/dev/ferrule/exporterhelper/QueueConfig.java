package dev.ferrule.exporterhelper;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.Validated;

/**
 * The queue between a pipeline and its exporter: the Collector's {@code sending_queue}.
 *
 * @param numConsumers how many batches are sent at once
 * @param queueSize the most that the queue holds, counted by the sizer; batches being sent count
 * @param sizer the unit of the queue's size
 * @param blockOnOverflow whether a full queue makes the sender wait instead of refusing
 * @param waitForResult whether the sender waits until its batch was exported
 */
@ConfigDoc
@NotYet(key = "storage", reason = "a queue that survives a restart; remove it to queue in memory")
@NotYet(key = "batch", reason = "batching in the queue; batches are sent as they came, remove it")
public record QueueConfig(
    int numConsumers, long queueSize, Sizer sizer, boolean blockOnOverflow, boolean waitForResult)
    implements Validated {

  /** The Collector's defaults. */
  public static final QueueConfig DEFAULTS =
      new QueueConfig(10, 1000, Sizer.REQUESTS, false, false);

  @Override
  public void validate(Rules rules) {
    if (numConsumers <= 0) {
      rules.broken("num_consumers", "`num_consumers` must be positive");
    }
    if (queueSize <= 0) {
      rules.broken("queue_size", "`queue_size` must be positive");
    }
  }
}

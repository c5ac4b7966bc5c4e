package dev.ferrule.component;

import dev.ferrule.pdata.Batch;

/** Accepts batches. Safe for use by several threads at once. */
@FunctionalInterface
public interface Consumer {

  /**
   * Accepts a batch, or throws. Returning means that this stage has taken responsibility for it.
   *
   * @param batch borrowed until return: the caller closes its lease, the consumer calls {@link
   *     Batch#retain()} if it needs the bytes longer
   * @param call deadline and metadata of the request that brought it
   * @throws ConsumeException with the reason, which travels back to the sender
   */
  void consume(Batch batch, Call call);
}

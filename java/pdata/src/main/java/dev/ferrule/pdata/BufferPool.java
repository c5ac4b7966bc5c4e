package dev.ferrule.pdata;

/**
 * Off-heap memory for batches, bounded in bytes.
 *
 * <p>Memory is reused by size class. The bound covers what is leased and what is kept for reuse, so
 * it is the most that telemetry ever occupies. Admission is decided here, before anything is
 * decoded: a request that does not fit is refused in a way that makes senders retry.
 *
 * <p>The bound is on what the pool asked for; sizes are rounded up to size classes, and the JVM's
 * own limit on direct memory applies besides.
 *
 * <p>Safe for use by any thread. Closing the pool frees what is kept; leases that are still out
 * free their memory when they are closed.
 */
public interface BufferPool extends AutoCloseable {

  /**
   * Memory for one batch, not zeroed.
   *
   * @param byteSize capacity wanted, in bytes, 0 or more
   * @return a buffer of at least that capacity; the caller closes it or turns it into a batch
   * @throws PoolExhaustedException if the bound would be passed
   * @throws IllegalStateException if the pool is closed
   */
  WritableBuffer allocate(long byteSize);

  /** Bytes that leases hold now, rounded up to size classes. */
  long leasedBytes();

  /** Bytes that the pool holds from the system now: leased and kept for reuse. */
  long heldBytes();

  /** The bound, in bytes. */
  long maxBytes();

  /** Frees what is kept. Closing it again does nothing. */
  @Override
  void close();

  /**
   * A pool that never holds more than {@code maxBytes}.
   *
   * <p>The system property {@code ferrule.leaks} says how it looks for buffers and batches that
   * were forgotten, which it logs once the garbage collector has found them: {@code off}, {@code
   * sampled} (the default: one in many, by size only), or {@code traced} (each one, with the place
   * where it was taken; slow).
   */
  static BufferPool bounded(long maxBytes) {
    return new SlabPool(maxBytes, LeakDetector.configured());
  }
}

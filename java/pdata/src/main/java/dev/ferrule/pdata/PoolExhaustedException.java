package dev.ferrule.pdata;

/** The pool has no room for a buffer of that size now; there will be room when batches are done. */
public final class PoolExhaustedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with sizes in its message, without a stack trace: it is thrown under overload. */
  public PoolExhaustedException(long wanted, long held, long max) {
    super(
        "no memory for a batch of %d bytes: telemetry in flight holds %d of %d bytes"
            .formatted(wanted, held, max),
        null,
        false,
        false);
  }

  /** The bound would allow it, but the system or the JVM gives no more memory. */
  PoolExhaustedException(long wanted, OutOfMemoryError cause) {
    super(
        "no memory for a batch of %d bytes: %s; the JVM's own limit is -XX:MaxDirectMemorySize"
            .formatted(wanted, cause.getMessage()),
        null,
        false,
        false);
  }
}

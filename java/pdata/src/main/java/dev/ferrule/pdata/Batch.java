package dev.ferrule.pdata;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Telemetry in flight: one immutable OTLP {@code Export<Signal>ServiceRequest}, in off-heap memory,
 * that was checked and counted when it came in.
 *
 * <p><b>Ownership.</b> A {@code Batch} object is one lease on the bytes. Whoever holds it closes
 * it, once; the bytes go back to where they came from when the last lease is closed. A consumer
 * borrows the batch for the length of its call and calls {@link #retain()} for a lease of its own
 * if it needs the bytes longer. A lease may be closed by another thread than the one that took it.
 *
 * <p><b>Bytes.</b> Nobody writes to them. Unknown fields are part of them and survive.
 */
public final class Batch implements AutoCloseable {
  private final Signal signal;
  private final int itemCount;
  private final SharedBytes bytes;
  private final AtomicBoolean closed = new AtomicBoolean();

  Batch(Signal signal, int itemCount, SharedBytes bytes) {
    this.signal = signal;
    this.itemCount = itemCount;
    this.bytes = bytes;
  }

  /**
   * Wraps memory that somebody else allocated, such as what a native component emitted. The caller
   * has checked it with {@link OtlpCheck}.
   *
   * @param bytes the request; its scope must outlive the batch
   * @param release runs exactly once, on the thread that closes the last lease; must not block
   */
  public static Batch wrap(Signal signal, int itemCount, MemorySegment bytes, Runnable release) {
    return new Batch(signal, itemCount, new SharedBytes(bytes.asReadOnly(), release));
  }

  /** What kind of telemetry this is. */
  public Signal signal() {
    return signal;
  }

  /** Spans, data points or log records in it. */
  public int itemCount() {
    return itemCount;
  }

  /** Length of the request in bytes. */
  public long byteSize() {
    return bytes.segment().byteSize();
  }

  /**
   * The request, read only.
   *
   * @throws IllegalStateException if this lease is closed
   */
  public MemorySegment bytes() {
    if (closed.get()) {
      throw new IllegalStateException("batch is closed");
    }
    return bytes.segment();
  }

  /**
   * A second lease on the same bytes, to be closed on its own.
   *
   * @throws IllegalStateException if this lease is closed
   */
  public Batch retain() {
    if (closed.get() || !bytes.tryRetain()) {
      throw new IllegalStateException("batch is closed");
    }
    return new Batch(signal, itemCount, bytes);
  }

  /** Gives the lease back. Closing it again does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      bytes.release();
    }
  }

  @Override
  public String toString() {
    return "Batch[" + signal + ", " + itemCount + " items, " + byteSize() + " bytes]";
  }
}

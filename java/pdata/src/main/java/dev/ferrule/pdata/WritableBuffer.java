package dev.ferrule.pdata;

import java.lang.foreign.MemorySegment;

/**
 * Memory from a {@link BufferPool} before it is a batch. One thread fills it, then calls {@link
 * #freeze} or {@link #close}. Not safe for use by several threads at once.
 */
public interface WritableBuffer extends AutoCloseable {

  /**
   * All of the capacity, writable.
   *
   * @throws IllegalStateException after {@link #freeze} or {@link #close}
   */
  MemorySegment segment();

  /**
   * Makes a buffer of at least {@code byteSize} bytes of this one, keeping the first {@code used}
   * bytes; segments handed out before are void. While it copies, both pieces of memory are leased.
   *
   * @throws PoolExhaustedException if the pool's bound would be passed; this buffer is still valid
   * @throws IllegalStateException after {@link #freeze} or {@link #close}
   */
  void grow(long used, long byteSize);

  /**
   * Turns the first {@code length} bytes into a batch, which takes over the memory. The caller has
   * checked them with {@link OtlpCheck}. The rest of the capacity stays with it until it is closed.
   *
   * @throws IllegalStateException after {@link #freeze} or {@link #close}
   */
  Batch freeze(Signal signal, int itemCount, long length);

  /** Gives the memory back unless it went into a batch. Closing it again does nothing. */
  @Override
  void close();
}

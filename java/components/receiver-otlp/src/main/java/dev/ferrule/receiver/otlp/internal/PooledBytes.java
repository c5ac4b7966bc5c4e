package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.MalformedOtlpException;
import dev.ferrule.pdata.OtlpCheck;
import dev.ferrule.pdata.Signal;
import dev.ferrule.pdata.WritableBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * Bytes that come in pieces, gathered in pooled memory. The capacity follows what has really come,
 * so that a sender cannot reserve memory by announcing a length. One thread at a time.
 */
final class PooledBytes implements AutoCloseable {
  private static final long FIRST = 64 * 1024;
  private static final int CHUNK = 16 * 1024;

  private final WritableBuffer buffer;
  private final long expected;
  private long length;

  private PooledBytes(WritableBuffer buffer, long expected) {
    this.buffer = buffer;
    this.expected = expected;
  }

  /**
   * Takes the memory for the first bytes.
   *
   * @param expected how many bytes the sender announced; 0 if it did not
   * @throws dev.ferrule.pdata.PoolExhaustedException if the pool has no room
   */
  static PooledBytes expecting(long expected, BufferPool pool) {
    long first = expected == 0 ? FIRST : Math.min(FIRST, expected);
    return new PooledBytes(pool.allocate(first), expected);
  }

  /**
   * Takes the memory for all of them, for bytes that are here already.
   *
   * @throws dev.ferrule.pdata.PoolExhaustedException if the pool has no room
   */
  static PooledBytes ofLength(long length, BufferPool pool) {
    return new PooledBytes(pool.allocate(length), length);
  }

  /** How many bytes have come. */
  long length() {
    return length;
  }

  /** What has come. Void after the next bytes, and after {@link #close}. */
  MemorySegment bytes() {
    return buffer.segment().asSlice(0, length);
  }

  /**
   * Adds what remains in a buffer.
   *
   * @throws dev.ferrule.pdata.PoolExhaustedException if the pool has no room
   */
  void add(ByteBuffer piece) {
    int size = piece.remaining();
    makeRoom(size);
    MemorySegment.copy(MemorySegment.ofBuffer(piece), 0, buffer.segment(), length, size);
    length += size;
  }

  /**
   * Adds all of a stream.
   *
   * @throws IOException from the stream
   * @throws dev.ferrule.pdata.PoolExhaustedException if the pool has no room
   */
  void addAll(InputStream in) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
      makeRoom(size);
      MemorySegment.copy(chunk, 0, buffer.segment(), ValueLayout.JAVA_BYTE, length, size);
      length += size;
    }
  }

  private void makeRoom(int size) {
    long capacity = buffer.segment().byteSize();
    long needed = length + size;
    if (needed > capacity) {
      long doubled = Math.max(needed, capacity * 2);
      buffer.grow(length, needed <= expected ? Math.min(doubled, expected) : doubled);
    }
  }

  /**
   * Checks and counts the bytes and makes a batch of them, which takes the memory over.
   *
   * @throws MalformedOtlpException if they are not a request of that signal; the memory stays here
   */
  Batch toBatch(Signal signal) {
    int items = OtlpCheck.countItems(signal, bytes());
    return buffer.freeze(signal, items, length);
  }

  /** Gives the memory back unless a batch took it over. */
  @Override
  public void close() {
    buffer.close();
  }
}

package dev.ferrule.config;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bytes lent to a transport for one call. It may read them on another thread, even after the call
 * ended for the caller; so the caller takes them back before it lets go of its lease.
 */
public final class LentBytes {
  private static final int CHUNK = 16 * 1024;

  private final MemorySegment bytes;
  private final ReentrantLock reading = new ReentrantLock();
  private boolean takenBack;

  /** Lends those bytes, which stay valid until {@link #takeBack()} returned. */
  public LentBytes(MemorySegment bytes) {
    this.bytes = bytes;
  }

  /** How many there are. */
  public long byteSize() {
    return bytes.byteSize();
  }

  /** Waits for a reader that is at it, then lets nobody read any more. */
  public void takeBack() {
    reading.lock();
    try {
      takenBack = true;
    } finally {
      reading.unlock();
    }
  }

  /**
   * Copies some bytes out.
   *
   * @throws IOException if they were taken back
   */
  public void read(long position, byte[] into, int offset, int length) throws IOException {
    reading.lock();
    try {
      checkStillLent();
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, into, offset, length);
    } finally {
      reading.unlock();
    }
  }

  /**
   * Writes all bytes from that position on, a chunk at a time.
   *
   * @throws IOException if they were taken back
   */
  public void writeTo(long position, OutputStream out) throws IOException {
    reading.lock();
    try {
      checkStillLent();
      write(bytes.asSlice(position), out);
    } finally {
      reading.unlock();
    }
  }

  /**
   * Shows some bytes to a channel, which takes what it can, without a copy in between.
   *
   * @return how many it took
   * @throws IOException if they were taken back, or the channel fails
   */
  int lend(long position, int most, LentEntity.Channel channel) throws IOException {
    reading.lock();
    try {
      checkStillLent();
      long length = Math.min(most, bytes.byteSize() - position);
      return channel.write(bytes.asSlice(position, length).asByteBuffer());
    } finally {
      reading.unlock();
    }
  }

  /** Writes all of a segment that is the caller's own, a chunk at a time. */
  static void write(MemorySegment bytes, OutputStream out) throws IOException {
    long end = bytes.byteSize();
    byte[] chunk = new byte[(int) Math.min(CHUNK, end)];
    for (long at = 0; at < end; at += chunk.length) {
      int length = (int) Math.min(chunk.length, end - at);
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
      out.write(chunk, 0, length);
    }
  }

  private void checkStillLent() throws IOException {
    if (takenBack) {
      throw new IOException("the call has ended");
    }
  }
}

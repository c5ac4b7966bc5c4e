package dev.ferrule.exporter.otlp.internal;

import dev.ferrule.pdata.Batch;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A batch lent to gRPC for one call. gRPC may read it on another thread, even after the call ended
 * for the caller; so the caller takes it back before it lets go of its lease.
 */
final class LentBatch {
  private static final int CHUNK = 16 * 1024;

  private final MemorySegment bytes;
  private final ReentrantLock reading = new ReentrantLock();
  private boolean takenBack;

  LentBatch(Batch batch) {
    this.bytes = batch.bytes();
  }

  long byteSize() {
    return bytes.byteSize();
  }

  /** Waits for a reader that is at it, then lets nobody read any more. */
  void takeBack() {
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
   * @throws IOException if the batch was taken back
   */
  void read(long position, byte[] into, int offset, int length) throws IOException {
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
   * @throws IOException if the batch was taken back
   */
  void writeTo(long position, OutputStream out) throws IOException {
    reading.lock();
    try {
      checkStillLent();
      long end = bytes.byteSize();
      byte[] chunk = new byte[(int) Math.min(CHUNK, end - position)];
      for (long at = position; at < end; at += chunk.length) {
        int length = (int) Math.min(chunk.length, end - at);
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
        out.write(chunk, 0, length);
      }
    } finally {
      reading.unlock();
    }
  }

  private void checkStillLent() throws IOException {
    if (takenBack) {
      throw new IOException("the call has ended");
    }
  }
}

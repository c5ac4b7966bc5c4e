package dev.ferrule.exporter.otlp.internal;

import dev.ferrule.config.LentBytes;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** A batch as gRPC takes a message: it learns the length, then drains it. One thread. */
final class BatchStream extends InputStream implements KnownLength, Drainable {
  private final LentBytes batch;
  private long position;

  BatchStream(LentBytes batch) {
    this.batch = batch;
  }

  @Override
  public int drainTo(OutputStream target) throws IOException {
    int left = available();
    batch.writeTo(position, target);
    position += left;
    return left;
  }

  @Override
  public int available() {
    return Math.toIntExact(batch.byteSize() - position);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    int count = Math.min(length, available());
    if (count == 0) {
      return length == 0 ? 0 : -1;
    }
    batch.read(position, into, offset, count);
    position += count;
    return count;
  }
}

package dev.ferrule.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/** Lent bytes as the body of a request. Its position belongs to the network thread. */
final class LentEntity implements AsyncEntityProducer {
  private final LentBytes bytes;
  private final int mostAtOnce;
  private long position;

  LentEntity(LentBytes bytes, int mostAtOnce) {
    this.bytes = bytes;
    this.mostAtOnce = mostAtOnce;
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    while (position < bytes.byteSize()) {
      int written = bytes.lend(position, mostAtOnce, channel::write);
      position += written;
      if (written == 0) {
        return;
      }
    }
    channel.endStream();
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, bytes.byteSize() - position);
  }

  @Override
  public long getContentLength() {
    return bytes.byteSize();
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public boolean isChunked() {
    return false;
  }

  @Override
  public @Nullable String getContentType() {
    // The request has that header already, and the next one.
    return null;
  }

  @Override
  public @Nullable String getContentEncoding() {
    return null;
  }

  @Override
  public Set<String> getTrailerNames() {
    return Set.of();
  }

  @Override
  public void failed(Exception cause) {
    // The caller learns of it from its future.
  }

  /** Begins anew, for a proxy that first asks for a password. */
  @Override
  public void releaseResources() {
    position = 0;
  }

  /** Something that takes what it can of a buffer, and keeps none of it. */
  @FunctionalInterface
  interface Channel {
    int write(ByteBuffer bytes) throws IOException;
  }
}

package dev.ferrule.config;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Collects one answer. The network thread fills it; the caller may look at any time, to see how far
 * an answer came that did not end.
 */
final class AnswerReader implements AsyncResponseConsumer<HttpAnswer> {
  // What is passed over for the sake of the connection, which is closed if there is more.
  private static final int MAX_READ = 2 * HttpAnswer.MAX_BODY;

  private final ReentrantLock lock = new ReentrantLock();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Map<String, String> headers = new HashMap<>();
  private int status;
  private int read;
  // Only the network thread uses it.
  private @Nullable FutureCallback<HttpAnswer> done;

  /** What came so far; empty without a whole head. */
  Optional<HttpAnswer> answer(Optional<String> cut) {
    lock.lock();
    try {
      return status == 0
          ? Optional.empty()
          : Optional.of(
              new HttpAnswer(status, headers, ByteBuffer.wrap(body.toByteArray()), whole(cut)));
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> whole(Optional<String> cut) {
    return cut.isEmpty() && read > HttpAnswer.MAX_BODY
        ? Optional.of("it is longer than " + HttpAnswer.MAX_BODY + " bytes")
        : cut;
  }

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<HttpAnswer> callback) {
    lock.lock();
    try {
      for (Header header : response.getHeaders()) {
        if (header.getValue() != null) {
          headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
      }
      status = response.getCode();
    } finally {
      lock.unlock();
    }
    done = callback;
    if (entity == null) {
      finish();
    }
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {
    // The one that counts comes later.
  }

  @Override
  public void updateCapacity(CapacityChannel capacity) throws IOException {
    capacity.update(Integer.MAX_VALUE);
  }

  @Override
  public void consume(ByteBuffer bytes) throws IOException {
    lock.lock();
    try {
      int room = HttpAnswer.MAX_BODY - body.size();
      read += bytes.remaining();
      byte[] kept = new byte[Math.min(room, bytes.remaining())];
      bytes.get(kept);
      body.write(kept);
      bytes.position(bytes.limit());
      if (read > MAX_READ) {
        throw new IOException("it is longer than " + MAX_READ + " bytes");
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    finish();
  }

  private void finish() {
    FutureCallback<HttpAnswer> callback = done;
    if (callback != null) {
      answer(Optional.empty()).ifPresent(callback::completed);
    }
  }

  @Override
  public void failed(Exception cause) {
    // The caller learns of it from its future.
  }

  @Override
  public void releaseResources() {
    // It has none.
  }
}

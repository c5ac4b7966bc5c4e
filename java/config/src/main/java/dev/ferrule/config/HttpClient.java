package dev.ferrule.config;

import dev.ferrule.component.ClientAuthenticator;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.Host;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorStatus;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * An HTTP client as configured, with a network thread and a pool of connections of its own. Safe
 * for use by any thread.
 */
public final class HttpClient {
  private static final int LARGEST_FIRST_BUFFER = 64 * 1024;

  private final CloseableHttpAsyncClient engine;
  private final HttpExchanges exchanges;
  private final HttpClientConfig config;
  private final @Nullable Encoder encoder;

  private HttpClient(
      CloseableHttpAsyncClient engine,
      HttpExchanges exchanges,
      HttpClientConfig config,
      @Nullable Encoder encoder) {
    this.engine = engine;
    this.exchanges = exchanges;
    this.config = config;
    this.encoder = encoder;
  }

  /**
   * Sets up a client; connects to nobody yet.
   *
   * @param host has the extension that authenticates
   * @param threadName of the network thread
   * @param log is told when certificates are read again
   * @throws ComponentException if TLS files cannot be used, or the authenticator cannot be found
   */
  public static HttpClient open(HttpClientConfig config, Host host, String threadName, Logger log) {
    @Nullable Encoder encoder =
        config.compression().isCompressed()
            ? Encoder.of(config.compression(), config.compressionParams().level())
            : null;
    Optional<ClientAuthenticator> authenticator =
        config.auth().map(auth -> auth.resolve(host, "HTTP"));
    CloseableHttpAsyncClient engine =
        new HttpEngine(config, System.getenv()).start(threadName, log);
    return new HttpClient(
        engine, new HttpExchanges(engine, config, authenticator), config, encoder);
  }

  /**
   * Sends a POST and waits for the answer, whatever its status is, except for 307 and 308: those
   * are followed, with the same body, up to ten times, though not from https to http.
   *
   * @return what the server answered; its body may be cut off, by the deadline too
   * @throws IOException if there is no answer; the message says why
   * @throws InterruptedException if this thread was interrupted; the request is given up
   */
  public HttpAnswer send(HttpUpload upload) throws IOException, InterruptedException {
    if (upload.body().byteSize() > Integer.MAX_VALUE) {
      throw new IOException("a body of more than 2 GiB cannot be sent");
    }
    Encoder compress = encoder;
    if (compress == null) {
      return exchanges.run(upload, upload.body(), "");
    }
    return exchanges.run(
        upload, compressed(compress, upload.body()), config.compression().toString());
  }

  private static MemorySegment compressed(Encoder encoder, MemorySegment body) throws IOException {
    Collected out =
        new Collected((int) Math.clamp(body.byteSize() / 4, 512L, LARGEST_FIRST_BUFFER));
    try (OutputStream encoding = encoder.encode(out, body.byteSize())) {
      LentBytes.write(body, encoding);
    }
    return out.bytes();
  }

  /**
   * Cuts requests that are still running, disconnects and ends the network thread.
   *
   * @param limit how long to wait for that
   * @throws ComponentException if it takes longer
   */
  public void close(Duration limit) {
    exchanges.close();
    engine.close(CloseMode.IMMEDIATE);
    boolean ended = false;
    try {
      engine.awaitShutdown(TimeValue.of(limit.toMillis(), TimeUnit.MILLISECONDS));
      ended = engine.getStatus() == IOReactorStatus.SHUT_DOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      throw new ComponentException("connections did not close within " + limit.toMillis() + " ms");
    }
  }
}

package dev.ferrule.config;

import dev.ferrule.component.ClientAuthenticator;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.reactor.IOReactorStatus;
import org.jspecify.annotations.Nullable;

/** Requests and their answers, one after the other where a server sends the client elsewhere. */
final class HttpExchanges {
  private static final int MAX_REDIRECTS = 10;
  private static final int DEFAULT_WRITE = 64 * 1024;

  private final CloseableHttpAsyncClient engine;
  private final HttpClientConfig config;
  private final RequestHeaders headers;
  private final Map<AnswerReader, Future<HttpAnswer>> running = new ConcurrentHashMap<>();
  // Read after a request is among those running, written before they are cancelled.
  private volatile boolean closed;

  HttpExchanges(
      CloseableHttpAsyncClient engine,
      HttpClientConfig config,
      Optional<ClientAuthenticator> authenticator) {
    this.engine = engine;
    this.config = config;
    this.headers = new RequestHeaders(config, authenticator);
  }

  /**
   * Sends and follows redirections.
   *
   * @param body as it travels
   * @param encoding its {@code Content-Encoding}, or empty
   */
  HttpAnswer run(HttpUpload upload, MemorySegment body, String encoding)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.of(config.timeout(), upload.deadlineNanos());
    HttpUrl url = upload.url();
    for (int redirects = 0; ; redirects++) {
      Map<String, String> sent = headers.of(url, upload, encoding, deadline.nanos());
      HttpAnswer answer = exchange(url, sent, body, deadline);
      Optional<HttpUrl> next = Redirect.of(url, answer);
      if (next.isEmpty()) {
        return answer;
      }
      if (redirects == MAX_REDIRECTS) {
        throw FailureText.failed(
            upload.url(), "stopped after " + MAX_REDIRECTS + " redirects", null);
      }
      url = next.get();
    }
  }

  /** Gives up whatever runs, and what comes later. */
  void close() {
    closed = true;
    running.values().forEach(answer -> answer.cancel(true));
  }

  private HttpAnswer exchange(
      HttpUrl url, Map<String, String> sent, MemorySegment body, Deadline deadline)
      throws IOException, InterruptedException {
    HttpHost target = new HttpHost(url.https() ? "https" : "http", url.host(), url.port());
    BasicHttpRequest request = new BasicHttpRequest("POST", target, url.path());
    request.setAuthority(authority(url, sent.remove("Host")));
    sent.forEach(request::addHeader);
    if (engine.getStatus().compareTo(IOReactorStatus.SHUTTING_DOWN) >= 0) {
      throw FailureText.failed(url, "the client is closed, or its network thread has failed", null);
    }
    LentBytes lent = new LentBytes(body);
    AnswerReader reader = new AnswerReader();
    try {
      int atOnce = config.writeBufferSize() == 0 ? DEFAULT_WRITE : config.writeBufferSize();
      HttpClientContext context = HttpClientContext.create();
      Future<HttpAnswer> answer =
          engine.execute(
              target,
              new BasicRequestProducer(request, new LentEntity(lent, atOnce)),
              reader,
              null,
              context,
              null);
      running.put(reader, answer);
      if (closed) {
        answer.cancel(true);
      }
      try {
        HttpAnswer got = await(url, answer, reader, deadline);
        if (url.https() && context.getSSLSession() == null) {
          // It came from the proxy, which did not let the request through to the server.
          throw FailureText.failed(
              url, "the proxy answered CONNECT with HTTP status " + got.status(), null);
        }
        return got;
      } finally {
        running.remove(reader);
      }
    } finally {
      lent.takeBack();
    }
  }

  private static HttpAnswer await(
      HttpUrl url, Future<HttpAnswer> answer, AnswerReader reader, Deadline deadline)
      throws IOException, InterruptedException {
    boolean done = false;
    try {
      HttpAnswer whole = deadline.get(answer);
      done = true;
      return whole;
    } catch (CancellationException e) {
      return soFar(url, reader, "the client is closed", e);
    } catch (TimeoutException e) {
      return soFar(url, reader, deadline.message(), e);
    } catch (ExecutionException e) {
      return soFar(url, reader, FailureText.of(e.getCause() == null ? e : e.getCause()), e);
    } finally {
      if (!done) {
        answer.cancel(true);
      }
    }
  }

  /** An answer whose head arrived counts, even if its body did not. */
  private static HttpAnswer soFar(HttpUrl url, AnswerReader reader, String why, Exception cause)
      throws IOException {
    Optional<HttpAnswer> answer = reader.answer(Optional.of(why));
    if (answer.isEmpty()) {
      throw FailureText.failed(url, why, cause);
    }
    return answer.get();
  }

  private static URIAuthority authority(HttpUrl url, @Nullable String host) throws IOException {
    try {
      return host == null
          ? new URIAuthority(url.host(), url.uri().getPort())
          : URIAuthority.create(host);
    } catch (URISyntaxException e) {
      throw FailureText.failed(url, "header \"Host\" is not the name of a host", e);
    }
  }
}

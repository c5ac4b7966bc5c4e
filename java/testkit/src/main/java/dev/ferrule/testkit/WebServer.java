package dev.ferrule.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A real HTTP/1.1 server on a free port that answers as it is told and keeps what it got. */
public final class WebServer implements AutoCloseable {

  /**
   * What arrived.
   *
   * @param path with the query
   * @param headers by lower-case name
   * @param clientPort tells connections apart
   */
  public record Request(
      String method, String path, Map<String, List<String>> headers, Bytes body, int clientPort) {

    /** The values of a header, with commas between them; {@code -} if there is none. */
    public String header(String name) {
      return Optional.ofNullable(headers.get(name)).map(it -> String.join(",", it)).orElse("-");
    }
  }

  /**
   * What to answer.
   *
   * @param headers such as {@code Content-Type}
   */
  public record Answer(int status, Map<String, String> headers, Bytes body) {
    /** One without headers and body. */
    public static Answer of(int status) {
      return new Answer(status, Map.of(), Bytes.EMPTY);
    }
  }

  /** Decides about answers; may block. */
  @FunctionalInterface
  public interface Script {
    /** The answer to that request. */
    Answer answer(Request request) throws InterruptedException;
  }

  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final Script script;
  private final String scheme;

  private WebServer(@Nullable SSLContext tls, Script script) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    this.script = script;
    if (tls == null) {
      this.scheme = "http";
      this.server = HttpServer.create(any, 0);
    } else {
      HttpsServer https = HttpsServer.create(any, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls));
      this.scheme = "https";
      this.server = https;
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** A server without TLS. */
  public static WebServer answering(Script script) throws IOException {
    return new WebServer(null, script);
  }

  /** A server with TLS. */
  public static WebServer encrypted(SSLContext tls, Script script) throws IOException {
    return new WebServer(tls, script);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers,
            new Bytes(exchange.getRequestBody().readAllBytes()),
            exchange.getRemoteAddress().getPort());
    requests.add(request);
    try (exchange) {
      Answer answer = script.answer(request);
      answer.headers().forEach(exchange.getResponseHeaders()::add);
      byte[] body = answer.body().array();
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Such as {@code http://127.0.0.1:1234}. */
  public String url() {
    return scheme + "://127.0.0.1:" + port();
  }

  /** The next request that arrived, within a time that is long enough. */
  public Request next() throws InterruptedException {
    Request request = requests.poll(20, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nothing arrived");
    }
    return request;
  }

  /** How many requests nobody asked for yet. */
  public int waiting() {
    return requests.size();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

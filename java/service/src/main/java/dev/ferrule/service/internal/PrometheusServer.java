package dev.ferrule.service.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ferrule.component.ComponentException;
import dev.ferrule.service.PrometheusConfig;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Answers {@code GET /metrics}. The JDK's own server does, since a scrape every few seconds asks
 * for nothing more and it is there already. How long a connection may take to send a request and to
 * take the answer, and how many there may be, are system properties of that server, which the
 * launcher sets.
 */
final class PrometheusServer implements AutoCloseable {
  /** What the Go Collector answers to those who do not ask for another format. */
  static final String CONTENT_TYPE =
      "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PATH = "/metrics";
  private static final int BACKLOG = 16;

  /** Scrapes at once; more wait for a while. */
  private static final int SCRAPES = 4;

  private static final Duration WAIT = Duration.ofSeconds(5);

  private final HttpServer server;
  private final Exposition exposition;
  private final Supplier<Collection<MetricData>> metrics;
  private final Logger log;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("own-metrics-", 0).factory());
  private final Semaphore scrapes = new Semaphore(SCRAPES);
  private final AtomicLong failures = new AtomicLong();

  private PrometheusServer(
      HttpServer server,
      Exposition exposition,
      Supplier<Collection<MetricData>> metrics,
      Logger log) {
    this.server = server;
    this.exposition = exposition;
    this.metrics = metrics;
    this.log = log;
  }

  /**
   * Takes the port and answers scrapes from now on.
   *
   * @param metrics asked at each scrape, by several threads at once
   * @throws ComponentException if it cannot be had, with what to do
   */
  static PrometheusServer open(
      PrometheusConfig config,
      Exposition exposition,
      Supplier<Collection<MetricData>> metrics,
      Logger log) {
    int port = config.port().orElse(0);
    try {
      HttpServer server = HttpServer.create(address(config.bareHost(), port), BACKLOG);
      PrometheusServer made = new PrometheusServer(server, exposition, metrics, log);
      server.createContext("/", made::answer);
      server.setExecutor(made.threads);
      // At once, since the JDK's server frees its port only if it was started.
      server.start();
      log.atInfo()
          .addKeyValue("endpoint", config.endpoint(made.address().getPort()))
          .log("Serving metrics");
      return made;
    } catch (IOException e) {
      throw new ComponentException(
          "binding address %s for Prometheus exporter: %s"
              .formatted(config.endpoint(port), reason(e)),
          e);
    }
  }

  private static InetSocketAddress address(String host, int port) throws IOException {
    return host.isEmpty()
        ? new InetSocketAddress(port)
        : new InetSocketAddress(InetAddress.getByName(host), port);
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case UnknownHostException _ -> "no such host: use localhost or an IP address";
      case BindException bind when String.valueOf(bind.getMessage()).contains("already in use") ->
          "address already in use, perhaps by another collector: set another port in"
              + " service::telemetry::metrics::readers, or level: none in"
              + " service::telemetry::metrics";
      default -> String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    };
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!PATH.equals(exchange.getRequestURI().getPath())) {
        send(exchange, 404, TEXT, "404 page not found\n");
      } else if (method.equals("GET") || method.equals("HEAD")) {
        scrape(exchange);
      } else {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, 405, TEXT, "405 method not allowed\n");
      }
    } catch (IOException e) {
      log.debug("A scrape was broken off: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void scrape(HttpExchange exchange) throws IOException, InterruptedException {
    if (!scrapes.tryAcquire(WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
      send(exchange, 503, TEXT, "503 too many scrapes at once\n");
      return;
    }
    try {
      String text;
      try {
        text = exposition.write(metrics.get(), failures.get());
      } catch (RuntimeException e) {
        failures.incrementAndGet();
        log.error("The metrics could not be gathered.", e);
        send(exchange, 500, TEXT, "500 the metrics could not be gathered: " + e + "\n");
        return;
      }
      send(exchange, 200, CONTENT_TYPE, text);
    } finally {
      scrapes.release();
    }
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(code, -1);
      return;
    }
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Frees the port and breaks off what is being answered. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

package dev.ferrule.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ComponentException;
import dev.ferrule.service.PrometheusConfig;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** The port that is scraped. */
final class PrometheusServerTest {
  private final ScrapeReader reader = new ScrapeReader();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(reader).build();
  private final List<PrometheusServer> servers = new ArrayList<>();

  private static PrometheusConfig on(String host, int port) {
    return new PrometheusConfig(
        Optional.of(host), Optional.of(port), true, true, true, Optional.empty());
  }

  private PrometheusServer open(PrometheusConfig config) {
    PrometheusServer server =
        PrometheusServer.open(
            config,
            new Exposition(config, Resource.empty(), NOPLogger.NOP_LOGGER),
            reader::read,
            NOPLogger.NOP_LOGGER);
    servers.add(server);
    return server;
  }

  private InetSocketAddress opened(String host) {
    return open(on(host, 0)).address();
  }

  @AfterEach
  void close() {
    servers.forEach(PrometheusServer::close);
    provider.close();
  }

  @Test
  void answersGet() {
    provider.get("x").counterBuilder("hits").build().add(3);
    Scrape scrape = Scrape.of(opened("localhost"));
    assertThat(scrape.status()).isEqualTo(200);
    assertThat(scrape.contentType()).isEqualTo(PrometheusServer.CONTENT_TYPE);
    assertThat(scrape.contentLength()).isEqualTo(scrape.body().length());
    assertThat(scrape.body()).contains("\nhits 3\n");
    assertThat(scrape.names())
        .containsExactly("hits", "promhttp_metric_handler_errors_total", "target_info");
  }

  @Test
  void answersHeadWithoutABody() {
    InetSocketAddress address = opened("localhost");
    Scrape head = Scrape.of(address, "HEAD", "/metrics");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.contentType()).isEqualTo(PrometheusServer.CONTENT_TYPE);
    assertThat(head.contentLength()).isEqualTo(Scrape.of(address).body().length());
    assertThat(head.body()).isEmpty();
  }

  @Test
  void hasNothingElse() {
    InetSocketAddress address = opened("localhost");
    for (String path : List.of("/", "/metrics/", "/metricsx", "/favicon.ico")) {
      assertThat(Scrape.of(address, "GET", path).status()).as(path).isEqualTo(404);
    }
    assertThat(Scrape.of(address, "GET", "/metrics?x=y").status()).isEqualTo(200);
    assertThat(Scrape.of(address, "POST", "/metrics").status()).isEqualTo(405);
    assertThat(Scrape.of(address, "DELETE", "/other").status()).isEqualTo(404);
  }

  @Test
  void manyMayScrapeAtOnce() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch crowd = new CountDownLatch(4);
    provider
        .get("x")
        .gaugeBuilder("slow")
        .buildWithCallback(measurement -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          crowd.countDown();
          measurement.record(inside.getAndDecrement());
        });
    var counter = provider.get("x").counterBuilder("hits").build();
    InetSocketAddress address = opened("localhost");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Scrape>> scrapes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        counter.add(1, Attributes.of(AttributeKey.longKey("i"), (long) i));
        scrapes.add(threads.submit(() -> Scrape.of(address)));
      }
      for (Future<Scrape> scrape : scrapes) {
        assertThat(scrape.get().status()).isEqualTo(200);
        assertThat(scrape.get().names()).contains("hits", "slow");
      }
    }
    assertThat(crowd.getCount()).isZero();
    assertThat(Scrape.of(address).body().lines().filter(line -> line.startsWith("hits{")))
        .hasSize(40);
  }

  @Test
  void aFailureIsToldAndCounted() {
    boolean[] broken = {true};
    provider.get("x").gaugeBuilder("shaky").buildWithCallback(measurement -> measurement.record(1));
    PrometheusConfig config = on("localhost", 0);
    PrometheusServer server =
        PrometheusServer.open(
            config,
            new Exposition(config, Resource.empty(), NOPLogger.NOP_LOGGER),
            () -> {
              if (broken[0]) {
                throw new IllegalStateException("no metrics today");
              }
              return List.of();
            },
            NOPLogger.NOP_LOGGER);
    servers.add(server);
    Scrape failed = Scrape.of(server.address());
    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.body()).contains("no metrics today");
    broken[0] = false;
    assertThat(Scrape.of(server.address()).body())
        .contains("promhttp_metric_handler_errors_total{cause=\"gathering\"} 1\n");
  }

  @Test
  void aPortInUseIsSaidWithTheCure() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> open(on("localhost", port)))
          .isInstanceOf(ComponentException.class)
          .hasMessage(
              "binding address localhost:%d for Prometheus exporter: address already in use,"
                      .formatted(port)
                  + " perhaps by another collector: set another port in"
                  + " service::telemetry::metrics::readers, or level: none in"
                  + " service::telemetry::metrics");
    }
  }

  @Test
  void anAddressThatIsNotOursIsSaid() {
    assertThatThrownBy(() -> open(on("192.0.2.1", 0)))
        .hasMessageStartingWith("binding address 192.0.2.1:0 for Prometheus exporter: ")
        .hasMessageContaining("cannot assign requested address");
    assertThatThrownBy(() -> open(on("no.such.host.invalid", 1)))
        .hasMessage(
            "binding address no.such.host.invalid:1 for Prometheus exporter: no such host:"
                + " use localhost or an IP address");
  }

  @Test
  void listensOnAllAddressesIfToldTo() {
    for (String host : List.of("", "0.0.0.0")) {
      InetSocketAddress address = opened(host);
      assertThat(address.getAddress().isAnyLocalAddress()).as(host).isTrue();
      assertThat(Scrape.of(address).status()).isEqualTo(200);
    }
  }

  @Test
  void closingFreesThePort() {
    InetSocketAddress address = opened("localhost");
    assertThat(Scrape.of(address).status()).isEqualTo(200);
    servers.removeFirst().close();
    open(on("localhost", address.getPort()));
    assertThat(Scrape.of(address).status()).isEqualTo(200);
  }
}

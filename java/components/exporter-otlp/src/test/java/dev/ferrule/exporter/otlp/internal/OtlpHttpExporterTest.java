package dev.ferrule.exporter.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.Component;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.pdata.Signal;
import dev.ferrule.testkit.Bytes;
import dev.ferrule.testkit.Certificates;
import dev.ferrule.testkit.RawServer;
import dev.ferrule.testkit.WebServer;
import dev.ferrule.testkit.WebServer.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole exports to a real server. */
final class OtlpHttpExporterTest {

  private static byte[] gunzip(Bytes bytes) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(bytes.array())).readAllBytes();
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void everySignalArrivesAsItWas(Signal signal) throws Exception {
    try (WebServer server = WebServer.answering(_ -> Answer.of(200));
        HttpExporting it = HttpExporting.directly(signal, server.url())) {
      for (int items : new int[] {0, 1, 10_000}) {
        assertThat(it.export(items)).isNull();
        WebServer.Request request = server.next();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/" + signal.id());
        assertThat(request.header("content-type")).isEqualTo("application/x-protobuf");
        assertThat(request.header("content-encoding")).isEqualTo("gzip");
        assertThat(request.header("user-agent"))
            .startsWith("Ferrule Collector/1.2.3 (")
            .endsWith(")");
        assertThat(gunzip(request.body())).isEqualTo(Telemetry.request(signal, items));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "endpoint: URL, /v1/traces",
    "endpoint: URL/, /v1/traces",
    "endpoint: URL/base, /base/v1/traces",
    "endpoint: URL/base/, /base/v1/traces",
    "endpoint: URL//, //v1/traces",
    "traces_endpoint: URL, /",
    "traces_endpoint: URL/my/path?key=1, /my/path?key=1",
    "'{endpoint: http://nobody.invalid, traces_endpoint: URL/mine}', /mine",
  })
  void whereItGoesTo(String yaml, String path) throws Exception {
    try (WebServer server = WebServer.answering(_ -> Answer.of(200));
        HttpExporting it =
            new HttpExporting(
                    Signal.TRACES,
                    yaml.startsWith("{")
                        ? yaml.replace("URL", server.url())
                        : HttpExporting.DIRECT + yaml.replace("URL", server.url()))
                .start()) {
      assertThat(it.export(1)).isNull();
      assertThat(server.next().path()).isEqualTo(path);
    }
  }

  @Test
  void withoutCompressionTheBytesAreAsTheyWere() throws Exception {
    try (WebServer server = WebServer.answering(_ -> Answer.of(200));
        HttpExporting it =
            new HttpExporting(
                    Signal.LOGS,
                    HttpExporting.DIRECT + "compression: none\nendpoint: " + server.url())
                .start()) {
      assertThat(it.export(5000)).isNull();
      WebServer.Request request = server.next();
      assertThat(request.header("content-encoding")).isEqualTo("-");
      assertThat(request.body()).isEqualTo(new Bytes(Telemetry.request(Signal.LOGS, 5000)));
    }
  }

  @Test
  void whatFailsForNowIsSentAgain() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    String yaml = "retry_on_failure: {initial_interval: 10ms, max_interval: 10ms}\nendpoint: ";
    try (WebServer server =
            WebServer.answering(_ -> Answer.of(attempts.incrementAndGet() < 3 ? 503 : 200));
        HttpExporting it = new HttpExporting(Signal.TRACES, yaml + server.url()).start()) {
      assertThat(it.export(7)).isNull();
      for (int attempt = 1; attempt <= 3; attempt++) {
        assertThat(gunzip(server.next().body())).isEqualTo(Telemetry.request(Signal.TRACES, 7));
      }
    }
    assertThat(attempts).hasValue(3);
  }

  @Test
  void shutdownDrainsTheQueue() throws Exception {
    try (WebServer server = WebServer.answering(_ -> Answer.of(200))) {
      try (HttpExporting it =
          new HttpExporting(Signal.METRICS, "endpoint: " + server.url()).start()) {
        for (int items = 1; items <= 20; items++) {
          assertThat(it.export(items)).isNull();
        }
      }
      assertThat(server.waiting()).isEqualTo(20);
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("otlp_http/test/metrics-network")) {
        assertThat(thread.join(Duration.ofSeconds(20))).as(thread.getName()).isTrue();
      }
    }
  }

  @Test
  void shutdownDoesNotWaitForAServerThatHangs() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(connection -> {
          RawServer.readRequest(connection.getInputStream());
          arrived.countDown();
          RawServer.hang(connection);
        })) {
      long before = System.nanoTime();
      try (HttpExporting it =
          new HttpExporting(Signal.LOGS, "timeout: 0s\nendpoint: " + server.url()).start()) {
        assertThat(it.export(1)).isNull();
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(15));
    }
  }

  @Test
  void countsNameTheDestination() throws Exception {
    try (WebServer server = WebServer.answering(_ -> Answer.of(200));
        HttpExporting it = HttpExporting.directly(Signal.TRACES, server.url() + "/base")) {
      assertThat(it.export(2)).isNull();
      assertThat(it.metered.lines("sent_spans"))
          .containsExactly(
              "sent_spans{exporter=otlp_http/test, server.address=127.0.0.1, server.port=%d, url.path=/base/v1/traces} 2"
                  .formatted(server.port()));
    }
    try (WebServer server = WebServer.answering(_ -> Answer.of(403));
        HttpExporting it = HttpExporting.directly(Signal.LOGS, server.url())) {
      assertThat(it.export(3)).isNotNull();
      assertThat(it.metered.lines("send_failed_log_records"))
          .containsExactly(
              "send_failed_log_records{error.permanent=true, error.type=PermissionDenied, exporter=otlp_http/test,"
                  + " server.address=127.0.0.1, server.port=%d, url.path=/v1/logs} 3"
                      .formatted(server.port()));
    }
  }

  @Test
  void tlsWithTheConfiguredAuthority(@TempDir Path directory) throws Exception {
    Certificates own = Certificates.selfSigned(directory, "server", "dns:localhost,ip:127.0.0.1");
    String trusting = "tls: {ca_file: '" + own.cert() + "'}\n";
    try (WebServer server = WebServer.encrypted(own.server(), _ -> Answer.of(200))) {
      String endpoint = HttpExporting.DIRECT + "endpoint: " + server.url() + "\n";
      try (HttpExporting it = new HttpExporting(Signal.TRACES, endpoint + trusting).start()) {
        assertThat(it.export(1)).isNull();
      }
      try (HttpExporting it = new HttpExporting(Signal.TRACES, endpoint).start()) {
        ConsumeException failure = it.export(1);
        assertThat(failure)
            .hasMessageStartingWith("failed to make an HTTP request: Post \"")
            .hasMessageContaining("unable to find valid certification path");
        assertThat(failure).matches(e -> !e.isPermanent());
      }
      assertThat(server.waiting()).isEqualTo(1);
    }
  }

  @Test
  void stopsWithoutStartAndTwice() {
    try (HttpExporting never =
        new HttpExporting(Signal.LOGS, HttpExporting.DIRECT + "endpoint: http://127.0.0.1:1")) {
      assertThat(never.export(1)).hasMessage("otlp exporter not started");
      Component exporter = never.exporter();
      exporter.shutdown();
      exporter.shutdown();
    }
    try (HttpExporting started = HttpExporting.directly(Signal.LOGS, "http://127.0.0.1:1")) {
      started.exporter().shutdown();
      started.exporter().shutdown();
    }
  }
}

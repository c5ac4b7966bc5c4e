package dev.ferrule.exporter.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ComponentException;
import dev.ferrule.config.Compression;
import dev.ferrule.exporter.otlp.Encoding;
import dev.ferrule.exporter.otlp.OtlpHttpConfig;
import dev.ferrule.exporter.otlp.OtlpHttpExporterFactory;
import dev.ferrule.exporterhelper.QueueConfig;
import dev.ferrule.exporterhelper.RetryConfig;
import dev.ferrule.pdata.Signal;
import dev.ferrule.testkit.Section;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OtlpHttpConfigTest {

  @Test
  void defaultsAreTheCollectors() {
    OtlpHttpConfig config = Section.of(OtlpHttpConfig.DEFAULTS, "endpoint: http://a.example:1");
    assertThat(config.client().timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.client().compression()).isEqualTo(Compression.GZIP);
    assertThat(config.client().writeBufferSize()).isEqualTo(512 * 1024);
    assertThat(config.sendingQueue()).contains(QueueConfig.DEFAULTS);
    assertThat(config.retryOnFailure()).isEqualTo(RetryConfig.DEFAULTS);
    assertThat(config.encoding()).isEqualTo(Encoding.PROTO);
  }

  @Test
  void theOldNameStillWorks() {
    var factory = new OtlpHttpExporterFactory();
    assertThat(factory.type()).isEqualTo("otlp_http");
    assertThat(factory.deprecatedAlias()).contains("otlphttp");
    assertThat(factory.stability()).containsOnlyKeys(Signal.values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timeout: 1s | at least one endpoint must be specified",
        "traces_endpoint: a | traces_endpoint: unsupported protocol scheme \"\"",
        "metrics_endpoint: 'http://' | metrics_endpoint: must be a valid URL",
        "logs_endpoint: 'a:1' | logs_endpoint: unsupported protocol scheme \"a\"",
        "{endpoint: 'http://a', encoding: json} | encoding: not supported yet: sending OTLP/JSON",
        "{endpoint: 'http://a', encoding: xml} | encoding: ",
        "{endpoint: 'http://a', profiles_endpoint: x} | profiles_endpoint: not supported yet",
        "{endpoint: 'http://a', compression: gzip, compression_params: {level: 12}} | unsupported parameters {Level:12}",
      })
  void whatCannotBeIsRefusedWithItsPlace(String yaml, String problem) {
    assertThat(Section.problems(OtlpHttpConfig.DEFAULTS, yaml))
        .singleElement()
        .asString()
        .startsWith("test.yaml:1:")
        .contains(problem.strip());
  }

  @Test
  void aSignalWithoutAnEndpointCannotBeBuilt() {
    assertThatThrownBy(() -> new HttpExporting(Signal.LOGS, "traces_endpoint: http://a/x"))
        .isInstanceOf(ComponentException.class)
        .hasMessage("either endpoint or logs_endpoint must be specified");
  }
}

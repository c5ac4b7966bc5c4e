package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.ExtensionReference;
import dev.ferrule.confmap.Opaque;
import dev.ferrule.testkit.Section;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpClientConfigTest {

  @Test
  void everyKeyIsRead() {
    String yaml =
        """
        endpoint: https://example.com:4318/base
        proxy_url: http://proxy:3128
        tls: {insecure_skip_verify: true}
        read_buffer_size: 1
        write_buffer_size: 2
        timeout: 3s
        headers: {X-Tenant: a}
        auth: {authenticator: basicauth/client}
        compression: zstd
        compression_params: {level: 4}
        max_idle_conns: 5
        max_idle_conns_per_host: 6
        max_conns_per_host: 7
        idle_conn_timeout: 8s
        disable_keep_alives: true
        http2_read_idle_timeout: 0s
        http2_ping_timeout: 0s
        cookies: {}
        force_attempt_http2: false
        """;
    HttpClientConfig config = Section.of(HttpClientConfig.DEFAULTS, yaml);
    assertThat(config.tls().insecureSkipVerify()).isTrue();
    assertThat(config)
        .isEqualTo(
            new HttpClientConfig(
                "https://example.com:4318/base",
                "http://proxy:3128",
                config.tls(),
                1,
                2,
                Duration.ofSeconds(3),
                Map.of("X-Tenant", new Opaque("a")),
                Optional.of(
                    new ClientAuthConfig(
                        Optional.of(
                            new ExtensionReference(ComponentId.parse("basicauth/client"))))),
                Compression.ZSTD,
                new CompressionParams(4),
                5,
                6,
                7,
                Duration.ofSeconds(8),
                true,
                Duration.ZERO,
                Duration.ZERO,
                Optional.of(new CookiesConfig()),
                false));
  }

  @Test
  void defaultsAreTheCollectors() {
    HttpClientConfig config = Section.of(HttpClientConfig.DEFAULTS, "cookies:\nauth:");
    assertThat(config).isEqualTo(HttpClientConfig.DEFAULTS);
    assertThat(config.maxIdleConns()).isEqualTo(100);
    assertThat(config.idleConnTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.forceAttemptHttp2()).isTrue();
    assertThat(config.timeout()).isZero();
    assertThat(config.compression()).isEqualTo(Compression.UNSET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "endpoint: localhost:4318 | endpoint: unsupported protocol scheme \"localhost\"",
        "endpoint: 'grpc://a:1' | endpoint: unsupported protocol scheme \"grpc\"",
        "endpoint: 'http://' | endpoint: must be a valid URL",
        "endpoint: 'http://a b' | endpoint: must be a valid URL",
        "endpoint: 'http:///path' | endpoint: no Host in request URL",
        "endpoint: 'http://a:99999' | endpoint: invalid port \"99999\"",
        "proxy_url: 'socks5://a:1' | proxy_url: SOCKS proxies are not supported yet",
        "proxy_url: 'https://a:1' | proxy_url: proxies that are called over TLS are not supported",
        "timeout: -1s | timeout: must not be negative",
        "idle_conn_timeout: -1s | idle_conn_timeout: must not be negative",
        "max_idle_conns: -1 | max_idle_conns: must not be negative",
        "max_idle_conns_per_host: -1 | max_idle_conns_per_host: must not be negative",
        "max_conns_per_host: -1 | max_conns_per_host: must not be negative",
        "read_buffer_size: -1 | read_buffer_size: must not be negative",
        "write_buffer_size: -1 | write_buffer_size: must not be negative",
        "http2_read_idle_timeout: 1s | http2_read_idle_timeout: not supported yet",
        "http2_ping_timeout: 1s | http2_ping_timeout: not supported yet",
        "middlewares: [] | middlewares: not supported yet",
        "auth: {} | auth::authenticator: must not be empty",
        "auth: {authenticator: 'a b'} | auth::authenticator: ",
        "headers: {'a b': x} | headers: header name \"a b\" is not one",
        "headers: {'': x} | headers: header name \"\" is not one",
        "headers: {a: 'ä'} | headers: the value of header \"a\" has characters",
        "headers: {content-LENGTH: '1'} | headers: header \"content-LENGTH\" is set by the client",
        "headers: {host: 'a:b'} | headers: header \"Host\" is not the name of a host",
        "headers: {host: ''} | headers: header \"Host\" is not the name of a host",
        "compression: brotli | compression: ",
      })
  void whatCannotBeIsRefusedWithItsPlace(String yaml, String problem) {
    assertThat(Section.problems(HttpClientConfig.DEFAULTS, yaml))
        .singleElement()
        .asString()
        .startsWith("test.yaml:1:")
        .contains(": " + problem.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip -2",
        "gzip -1",
        "gzip 0",
        "gzip 9",
        "zlib 5",
        "deflate 1",
        "zstd 99",
        "zstd -99",
        "snappy 0",
        "lz4 0",
        "x-snappy-framed 0",
        "none 77"
      })
  void levelsThatThereAre(String text) {
    assertThat(Section.problems(HttpClientConfig.DEFAULTS, level(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip -3",
        "gzip 10",
        "zlib 11",
        "deflate -5",
        "snappy 1",
        "lz4 -1",
        "x-snappy-framed 2"
      })
  void levelsThatThereAreNot(String text) {
    String[] parts = text.split(" ", -1);
    assertThat(Section.problems(HttpClientConfig.DEFAULTS, level(text)))
        .singleElement()
        .asString()
        .contains(
            "unsupported parameters {Level:%s} for compression type \"%s\""
                .formatted(parts[1], parts[0]));
  }

  private static String level(String text) {
    String[] parts = text.split(" ", -1);
    return "compression: " + parts[0] + "\ncompression_params: {level: " + parts[1] + "}";
  }

  @Test
  void passwordsOfUrlsDoNotShow() {
    HttpUrl url = HttpUrl.parse("https://me:s3cret@example.com/a?b=c#d");
    assertThat(url).hasToString("https://example.com/a?b=c");
    assertThat(url.authorization()).contains("Basic bWU6czNjcmV0");
    assertThat(List.of(url.user().orElseThrow())).asString().doesNotContain("s3cret");
  }
}

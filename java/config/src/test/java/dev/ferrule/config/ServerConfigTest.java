package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.ExtensionReference;
import dev.ferrule.confmap.ConfigLoader;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.ConfigSource;
import dev.ferrule.confmap.ConfigType;
import dev.ferrule.confmap.Opaque;
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of both servers, from YAML. */
final class ServerConfigTest {
  private static final ConfigType<HttpServerConfig> HTTP =
      ConfigType.of(HttpServerConfig.listeningOn("localhost:1"));
  private static final ConfigType<GrpcServerConfig> GRPC =
      ConfigType.of(GrpcServerConfig.listeningOn("localhost:1"));

  private static <C> C decode(ConfigType<C> type, String yaml, Problems problems) {
    return type.decode(
        new ConfigLoader(Map.of(), Path.of(""))
            .load(List.of(new ConfigSource.BuiltIn("test.yaml", yaml)))
            .root(),
        ConfigPath.ROOT,
        problems);
  }

  private static <C> C decode(ConfigType<C> type, String yaml) {
    Problems problems = new Problems();
    C decoded = decode(type, yaml, problems);
    assertThat(problems.all()).isEmpty();
    return decoded;
  }

  private static List<String> problems(ConfigType<?> type, String yaml) {
    Problems problems = new Problems();
    decode(type, yaml, problems);
    return problems.all().stream().map(Problem::toString).toList();
  }

  @Test
  void knowsEveryKeyOfAnHttpServer() {
    HttpServerConfig all =
        decode(
            HTTP,
            """
            endpoint: /run/otlp.sock
            transport: unix
            dialer: {timeout: 1s}
            tls:
              ca_pem: a
              cert_file: b
              key_pem: c
              include_system_ca_certs_pool: true
              min_version: "1.2"
              max_version: "1.3"
              cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256]
              include_insecure_cipher_suites: true
              curve_preferences: [X25519]
              reload_interval: 2s
              client_ca_file: d
              client_ca_file_reload: true
            cors: {allowed_origins: [e], allowed_headers: [f], exposed_headers: [g], max_age: 3}
            auth: {authenticator: basicauth/server, request_params: [h]}
            max_request_body_size: 4
            include_metadata: true
            response_headers: {i: j}
            compression_algorithms: ["", zstd, lz4]
            read_timeout: 5s
            read_header_timeout: 6s
            write_timeout: 7s
            idle_timeout: 8s
            keep_alives_enabled: false
            """);
    assertThat(all)
        .isEqualTo(
            new HttpServerConfig(
                "/run/otlp.sock",
                "unix",
                new DialerConfig(Duration.ofSeconds(1)),
                Optional.of(
                    new TlsServerConfig(
                        new TlsConfig(
                            "",
                            new Opaque("a"),
                            true,
                            "b",
                            new Opaque(""),
                            "",
                            new Opaque("c"),
                            "1.2",
                            "1.3",
                            List.of("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
                            true,
                            List.of("X25519"),
                            Duration.ofSeconds(2)),
                        "d",
                        true)),
                Optional.of(new CorsConfig(List.of("e"), List.of("f"), List.of("g"), 3)),
                Optional.of(
                    new HttpServerAuthConfig(
                        new ServerAuthConfig(
                            Optional.of(
                                new ExtensionReference(new ComponentId("basicauth", "server")))),
                        List.of("h"))),
                4,
                true,
                Map.of("i", new Opaque("j")),
                List.of("", "zstd", "lz4"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                Duration.ofSeconds(7),
                Duration.ofSeconds(8),
                false));
    assertThat(all.serverTransport()).isEqualTo(ServerTransport.UNIX);
  }

  @Test
  void hasTheDefaultsOfTheCollector() {
    HttpServerConfig http = decode(HTTP, "{}");
    assertThat(http).isEqualTo(HTTP.defaults());
    assertThat(http.tls()).isEmpty();
    assertThat(http.maxBodyBytes()).isEqualTo(20 * 1024 * 1024);
    assertThat(http.acceptedEncodings())
        .containsExactlyInAnyOrder(
            "", "gzip", "zstd", "zlib", "snappy", "deflate", "lz4", "x-snappy-framed");
    assertThat(http.readHeaderTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(http.writeTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(http.idleTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(http.readTimeout()).isZero();
    assertThat(http.keepAlivesEnabled()).isTrue();
    assertThat(decode(HTTP, "cors:").cors()).isEmpty();
    assertThat(decode(HTTP, "cors: {}").cors()).contains(CorsConfig.DEFAULTS);
    GrpcServerConfig grpc = decode(GRPC, "{}");
    assertThat(grpc).isEqualTo(GRPC.defaults());
    assertThat(grpc.maxMessageBytes()).isEqualTo(4 * 1024 * 1024);
    assertThat(grpc.serverTransport()).isEqualTo(ServerTransport.TCP);
  }

  @Test
  void knowsEveryKeyOfAGrpcServer() {
    GrpcServerConfig all =
        decode(
            GRPC,
            """
            endpoint: "[::1]:4317"
            transport: tcp6
            dialer: {timeout: 1s}
            tls: {cert_file: a, key_file: b}
            max_recv_msg_size_mib: 2
            max_concurrent_streams: 3
            read_buffer_size: 4
            write_buffer_size: 5
            keepalive:
              server_parameters:
                max_connection_idle: 6s
                max_connection_age: 7s
                max_connection_age_grace: 8s
                time: 9s
                timeout: 10s
              enforcement_policy: {min_time: 11s, permit_without_stream: true}
            auth: {authenticator: basicauth}
            include_metadata: true
            """);
    assertThat(all.tls().orElseThrow().common().keyFile()).isEqualTo("b");
    assertThat(all.auth().orElseThrow().authenticator().orElseThrow()).hasToString("basicauth");
    assertThat(all.keepalive().serverParameters().timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(all.keepalive().enforcementPolicy().permitWithoutStream()).isTrue();
    assertThat(all.maxConcurrentStreams()).isEqualTo(3);
    assertThat(all.includeMetadata()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          middlewares: []                          | test.yaml:1:1: middlewares: not supported yet: middleware extensions; remove it
          tls: {tpm: {}}                           | test.yaml:1:7: tls::tpm: not supported yet: keys in a trusted platform module; use key_file
          tls: {}                                  | test.yaml:1:1: tls: TLS configuration must include both certificate and key for server connections: set cert_file and key_file
          auth: {}                                 | test.yaml:1:1: auth::authenticator: must not be empty: write the id of an extension
          auth: {authenticator: a/}                | test.yaml:1:23: auth::authenticator: in "a/" id: the part after / should not be empty
          transport: udp                           | test.yaml:1:12: transport: transport type "udp" has no connections that a server could take: write tcp, tcp4, tcp6 or unix
          transport: quic                          | test.yaml:1:12: transport: invalid transport type "quic": write tcp, tcp4, tcp6 or unix
          {transport: unix, endpoint: '@otlp'}     | test.yaml:1:29: endpoint: not supported yet: sockets without a file, which Java does not know: write the path of a socket
          dialer: {timeout: -1s}                   | test.yaml:1:19: dialer::timeout: must not be negative: write 0 for no limit
          """)
  void saysWhatItCannotDo(String yaml, String problem) {
    assertThat(problems(HTTP, yaml)).contains(problem);
    assertThat(problems(GRPC, yaml)).contains(problem);
  }

  @Test
  void aPathThatNoSocketCanHaveIsRefused() {
    assertThat(problems(GRPC, "{transport: unix, endpoint: /" + "x".repeat(106) + "}")).isEmpty();
    assertThat(problems(GRPC, "{transport: unix, endpoint: /" + "x".repeat(107) + "}"))
        .containsExactly(
            "test.yaml:1:29: endpoint: a socket's path has 107 bytes at most, and this has 108:"
                + " write a shorter one");
  }

  @Test
  void anAlgorithmThatNobodyKnowsIsRefused() {
    assertThat(problems(HTTP, "compression_algorithms: [br]"))
        .singleElement()
        .asString()
        .contains("unknown compression algorithm \"br\": write some of \"\", gzip, zstd, zlib,");
  }
}

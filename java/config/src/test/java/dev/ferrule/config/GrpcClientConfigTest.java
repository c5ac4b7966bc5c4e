package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.testkit.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GrpcClientConfigTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "endpoint: localhost | endpoint: address localhost: missing port in address",
        "endpoint: 'localhost:x' | endpoint: invalid port \"x\"",
        "endpoint: 'dns://8.8.8.8/a:1' | endpoint: an authority in the endpoint is not supported",
        "endpoint: 'xds:///a:1' | endpoint: resolver scheme \"xds\" is not supported yet",
        "endpoint: 'unix://' | endpoint: unix socket path cannot be empty",
        "endpoint: 'unix:/tmp/x' | endpoint: invalid port \"/tmp/x\"",
        "compression: lz4 | compression: unsupported compression type \"lz4\"",
        "compression: zlib | compression: unsupported compression type \"zlib\"",
        "compression: x-snappy-framed | compression: unsupported compression type",
        "balancer_name: least_request | balancer_name: invalid balancer_name: least_request",
        "read_buffer_size: -1 | read_buffer_size: invalid read_buffer_size value: -1",
        "write_buffer_size: -1 | write_buffer_size: invalid write_buffer_size value: -1",
        "keepalive: {time: -1s} | keepalive::time: must not be negative",
        "keepalive: {timeout: -1s} | keepalive::timeout: must not be negative",
        "headers: {User-Agent: x} | headers: header \"User-Agent\" is set by the client itself: set user_agent",
        "headers: {'a b': x} | headers::a b: header name \"a b\" is not one",
        "headers: [{name: a, value: b}, {name: a, value: c}] | duplicate keys in map-style list: [a]",
        "auth: {authenticator: ''} | auth::authenticator: ",
        "auth: {} | auth::authenticator: must not be empty",
        "auth: {request_params: [a]} | auth::request_params: unknown key",
        "middlewares: [{id: a}] | middlewares: not supported yet",
      })
  void whatCannotBeIsRefusedWithItsPlace(String yaml, String problem) {
    assertThat(Section.problems(GrpcClientConfig.DEFAULTS, yaml))
        .isNotEmpty()
        .first()
        .asString()
        .startsWith("test.yaml:1:")
        .contains(problem.strip());
  }

  @Test
  void headersMayBeAList() {
    assertThat(
            Section.of(
                    GrpcClientConfig.DEFAULTS,
                    "headers: [{name: a, value: b}, {name: c, value: d}]")
                .headers())
        .isEqualTo(Section.of(GrpcClientConfig.DEFAULTS, "headers: {a: b, c: d}").headers());
  }

  @Test
  void noAuthIsNoAuth() {
    assertThat(Section.of(GrpcClientConfig.DEFAULTS, "auth:")).isEqualTo(GrpcClientConfig.DEFAULTS);
  }
}

package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvironmentProxyTest {

  private static Optional<String> proxy(Map<String, String> environment, String url) {
    HttpUrl to = HttpUrl.parse(url);
    return new EnvironmentProxy(environment)
        .of(to.https(), to.host(), to.port())
        .map(it -> it.host() + ":" + it.port());
  }

  @Test
  void theSchemeOfTheRequestChoosesTheVariable() {
    Map<String, String> both =
        Map.of("HTTP_PROXY", "http://plain:1", "https_proxy", "secure:2", "HTTPS_PROXY", "");
    assertThat(proxy(both, "http://a.example")).contains("plain:1");
    assertThat(proxy(both, "https://a.example")).contains("secure:2");
    assertThat(proxy(Map.of(), "https://a.example")).isEmpty();
  }

  @Test
  void thisMachineNeedsNoProxy() {
    Map<String, String> environment = Map.of("HTTP_PROXY", "http://proxy:1");
    assertThat(proxy(environment, "http://localhost:4318")).isEmpty();
    assertThat(proxy(environment, "http://127.0.0.9:4318")).isEmpty();
    assertThat(proxy(environment, "http://[::1]:4318")).isEmpty();
    assertThat(proxy(environment, "http://10.0.0.1:4318")).contains("proxy:1");
  }

  @ParameterizedTest
  @CsvSource({
    "'*', http://a.example, true",
    "a.example, http://a.example, true",
    "a.example, http://b.a.example, true",
    "a.example, http://ba.example, false",
    ".a.example, http://a.example, false",
    ".a.example, http://B.A.example, true",
    "*.a.example, http://b.a.example, true",
    "'x, A.EXAMPLE', http://a.example, true",
    "a.example:80, http://a.example, true",
    "a.example:81, http://a.example, false",
    "10.1.2.3, http://10.1.2.3, true",
    "10.1.2.3:4318, http://10.1.2.3:4318, true",
    "10.1.0.0/16, http://10.1.2.3, true",
    "10.1.0.0/16, http://10.2.2.3, false",
    "10.1.2.0/25, http://10.1.2.128, false",
    "10.1.0.0/16, http://a.example, false",
    "10.1.0.0/99, http://10.1.2.3, false",
    "fd00::/8, http://[fd12::1], true",
    "fd00::/8, http://10.1.2.3, false",
    "[fd12::1]:80, http://[fd12::1], true",
    "fd12::1, http://[fd12::1], true",
    "'', http://a.example, false",
  })
  void someHostsAreExcluded(String noProxy, String url, boolean excluded) {
    Map<String, String> environment = Map.of("HTTP_PROXY", "http://proxy:1", "NO_PROXY", noProxy);
    assertThat(proxy(environment, url).isEmpty()).isEqualTo(excluded);
  }

  @Test
  void whatIsNoProxyIsNamed() {
    assertThatThrownBy(() -> proxy(Map.of("HTTP_PROXY", "socks5://proxy:1"), "http://a.example"))
        .hasMessage("environment variable HTTP_PROXY: SOCKS proxies are not supported yet");
  }
}

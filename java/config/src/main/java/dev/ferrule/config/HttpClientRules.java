package dev.ferrule.config;

import dev.ferrule.confmap.Validated;
import java.time.Duration;

/** What an HTTP client's settings must keep. */
final class HttpClientRules {
  private final HttpClientConfig config;
  private final Validated.Rules rules;

  HttpClientRules(HttpClientConfig config, Validated.Rules rules) {
    this.config = config;
    this.rules = rules;
  }

  void check() {
    checkEndpoint();
    checkProxy();
    config.compressionParams().validateFor(config.compression(), rules);
    HttpHeaders.validate(config.headers(), rules);
    notNegative("read_buffer_size", config.readBufferSize());
    notNegative("write_buffer_size", config.writeBufferSize());
    notNegative("max_idle_conns", config.maxIdleConns());
    notNegative("max_idle_conns_per_host", config.maxIdleConnsPerHost());
    notNegative("max_conns_per_host", config.maxConnsPerHost());
    notNegative("timeout", config.timeout());
    notNegative("idle_conn_timeout", config.idleConnTimeout());
    zero("http2_read_idle_timeout", config.http2ReadIdleTimeout());
    zero("http2_ping_timeout", config.http2PingTimeout());
  }

  private void checkEndpoint() {
    if (config.endpoint().isEmpty()) {
      return;
    }
    try {
      HttpUrl.parse(config.endpoint());
    } catch (IllegalArgumentException e) {
      rules.broken("endpoint", "" + e.getMessage(), HttpUrl.HINT);
    }
  }

  private void checkProxy() {
    if (config.proxyUrl().isEmpty()) {
      return;
    }
    try {
      HttpProxy.parse(config.proxyUrl());
    } catch (IllegalArgumentException e) {
      rules.broken(
          "proxy_url", "" + e.getMessage(), "write a URL, such as http://proxy.example.com:3128");
    }
  }

  private void notNegative(String key, int value) {
    if (value < 0) {
      rules.broken(key, "must not be negative", "write 0 for the default");
    }
  }

  private void notNegative(String key, Duration value) {
    ListenRules.notNegative(rules, key, value);
  }

  private void zero(String key, Duration value) {
    if (!value.isZero()) {
      rules.broken(
          key,
          "not supported yet: pings on quiet HTTP/2 connections",
          "remove it, and set idle_conn_timeout to what the network allows");
    }
  }
}

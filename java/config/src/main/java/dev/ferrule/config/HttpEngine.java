package dev.ferrule.config;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;

/** Sets up the HTTP library as configured: connections, pool, TLS, proxies, cookies. */
final class HttpEngine {
  // Go's, which has no settings for them either.
  private static final Timeout CONNECT = Timeout.ofSeconds(30);
  private static final Timeout HANDSHAKE = Timeout.ofSeconds(10);
  private static final int DEFAULT_READ = 8 * 1024;

  private final HttpClientConfig config;
  private final Map<String, String> environment;

  HttpEngine(HttpClientConfig config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
  }

  /**
   * A client that runs, on threads of that name.
   *
   * @param log is told when certificates are read again
   * @throws dev.ferrule.component.ComponentException if a file that the settings name cannot be
   *     used
   */
  CloseableHttpAsyncClient start(String threadName, Logger log) {
    PoolingAsyncClientConnectionManager pool = pool(log);
    EnvironmentProxy fromEnvironment = new EnvironmentProxy(environment);
    Optional<HttpProxy> proxy =
        config.proxyUrl().isEmpty()
            ? Optional.empty()
            : Optional.of(HttpProxy.parse(config.proxyUrl()));
    HttpAsyncClientBuilder builder =
        HttpAsyncClientBuilder.create()
            .setConnectionManager(pool)
            .setConnectionReuseStrategy(
                new IdleLimit(mostIdle(), () -> pool.getTotalStats().getAvailable()))
            .setIOReactorConfig(
                IOReactorConfig.custom()
                    .setIoThreadCount(1)
                    .setTcpNoDelay(true)
                    .setSoKeepAlive(true)
                    .build())
            .setHttp1Config(
                Http1Config.custom()
                    .setBufferSize(
                        config.readBufferSize() == 0 ? DEFAULT_READ : config.readBufferSize())
                    .build())
            .setIoReactorExceptionCallback(
                e -> log.atError().addKeyValue("error", e.toString()).log("HTTP client failed"))
            .setThreadFactory(new DefaultThreadFactory(threadName, true))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    // The deadline of the whole request is kept outside.
                    .setConnectionRequestTimeout(Timeout.DISABLED)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .setRoutePlanner(new HttpRoutes(proxy, fromEnvironment))
            .setDefaultCredentialsProvider(new ProxyPasswords(proxies(proxy, fromEnvironment)))
            .disableRedirectHandling()
            .setRetryStrategy(new NeverSent())
            .disableContentCompression();
    if (config.cookies().isEmpty()) {
      builder.disableCookieManagement();
    }
    if (config.idleConnTimeout().isPositive()) {
      builder.evictIdleConnections(of(config.idleConnTimeout()));
    }
    CloseableHttpAsyncClient client = builder.build();
    client.start();
    return client;
  }

  private PoolingAsyncClientConnectionManager pool(Logger log) {
    int perHost = orUnlimited(config.maxConnsPerHost());
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .setTlsStrategy(HttpTls.strategy(config.tls(), log))
        .setMaxConnPerRoute(perHost)
        .setMaxConnTotal(Integer.MAX_VALUE)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(CONNECT)
                .setSocketTimeout(Timeout.DISABLED)
                .build())
        .setDefaultTlsConfig(
            TlsConfig.custom()
                .setHandshakeTimeout(HANDSHAKE)
                .setVersionPolicy(
                    config.forceAttemptHttp2() && !config.disableKeepAlives()
                        ? HttpVersionPolicy.NEGOTIATE
                        : HttpVersionPolicy.FORCE_HTTP_1)
                .build())
        .build();
  }

  private int mostIdle() {
    return config.disableKeepAlives()
        ? 0
        : Math.min(orUnlimited(config.maxIdleConns()), orUnlimited(config.maxIdleConnsPerHost()));
  }

  private static List<HttpProxy> proxies(
      Optional<HttpProxy> configured, EnvironmentProxy environment) {
    if (configured.isPresent()) {
      return List.of(configured.get());
    }
    List<HttpProxy> proxies = new ArrayList<>();
    for (boolean https : new boolean[] {false, true}) {
      try {
        environment.named(https).ifPresent(proxies::add);
      } catch (IllegalArgumentException e) {
        // Said when a request has to go through it, which may be never.
      }
    }
    return proxies;
  }

  private static int orUnlimited(int limit) {
    return limit == 0 ? Integer.MAX_VALUE : limit;
  }

  private static TimeValue of(Duration duration) {
    return TimeValue.of(Math.max(1, duration.toMillis()), TimeUnit.MILLISECONDS);
  }
}

package dev.ferrule.service.internal;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.ComponentException;
import dev.ferrule.service.MetricsConfig;
import dev.ferrule.service.MetricsLevel;
import dev.ferrule.service.PrometheusConfig;
import dev.ferrule.service.TelemetryConfig;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/** The collector's own metrics: what components measure, and the ports to scrape it from. */
public final class OwnMetrics implements AutoCloseable {
  private static final String SCOPE = "dev.ferrule.service";
  private static final Path STATUS = Path.of("/proc/self/status");

  private final MeterProvider provider;
  private final List<PrometheusServer> servers;

  private OwnMetrics(MeterProvider provider, List<PrometheusServer> servers) {
    this.provider = provider;
    this.servers = servers;
  }

  /** Meters that measure nothing; no port. */
  public static OwnMetrics none() {
    return new OwnMetrics(MeterProvider.noop(), List.of());
  }

  /**
   * Begins to measure and to answer scrapes.
   *
   * @param build names the collector, unless the configuration does
   * @throws ComponentException if a port cannot be opened; none is left open then
   */
  public static OwnMetrics open(TelemetryConfig telemetry, BuildInfo build, Logger log) {
    MetricsConfig config = telemetry.metrics();
    Resource resource = ResourceConfig.resource(telemetry.resource(), build);
    if (config.level() == MetricsLevel.NONE) {
      log.info("Internal metrics telemetry disabled");
      return none();
    }
    SdkMeterProviderBuilder builder =
        SdkMeterProvider.builder()
            .setResource(resource)
            .setExemplarFilter(ExemplarFilter.alwaysOff());
    MetricViews.register(builder, config.level());
    List<PrometheusServer> servers = new ArrayList<>();
    try {
      for (PrometheusConfig scraped : config.scraped()) {
        ScrapeReader reader = new ScrapeReader();
        builder.registerMetricReader(reader);
        servers.add(
            PrometheusServer.open(
                scraped, new Exposition(scraped, resource, log), reader::read, log));
      }
    } catch (ComponentException e) {
      servers.forEach(PrometheusServer::close);
      throw new ComponentException("failed to create meter provider: " + e.getMessage(), e);
    }
    SdkMeterProvider provider = builder.build();
    ProcessMetrics.register(provider.get(SCOPE), STATUS);
    return new OwnMetrics(provider, servers);
  }

  /**
   * A meter for components of one kind.
   *
   * @param module where they come from: a name, and perhaps a version after a blank
   */
  public Meter meter(String module) {
    int blank = module.indexOf(' ');
    return blank < 0
        ? provider.get(module)
        : provider
            .meterBuilder(module.substring(0, blank))
            .setInstrumentationVersion(module.substring(blank + 1))
            .build();
  }

  /** Where it can be scraped, in the order of the configuration. */
  public List<InetSocketAddress> addresses() {
    return servers.stream().map(PrometheusServer::address).toList();
  }

  /** Closes the ports and stops measuring; what still measures then measures nothing. */
  @Override
  public void close() {
    servers.forEach(PrometheusServer::close);
    if (provider instanceof SdkMeterProvider sdk) {
      sdk.close();
    }
  }
}

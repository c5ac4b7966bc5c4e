package dev.ferrule.service;

import dev.ferrule.component.ServerAddress;
import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Validated;
import java.util.List;
import java.util.Optional;

/**
 * A port where Prometheus scrapes the collector's metrics.
 *
 * @param host name or address to listen on, {@code 0.0.0.0} for all; has to be given
 * @param port 0 to 65535, 0 for any that is free; has to be given
 * @param withoutScopeInfo whether series go without the labels {@code otel_scope_*}
 * @param withoutUnits whether names end without their unit, such as {@code _seconds}; as in the Go
 *     Collector, they do so only if {@code without_type_suffix} is on as well
 * @param withoutTypeSuffix whether names end without {@code _total}; only together with {@code
 *     without_units}
 * @param withResourceConstantLabels which resource attributes every series gets as labels
 */
@ConfigDoc
public record PrometheusConfig(
    Optional<String> host,
    Optional<Integer> port,
    boolean withoutScopeInfo,
    boolean withoutUnits,
    boolean withoutTypeSuffix,
    Optional<Selection> withResourceConstantLabels)
    implements Validated, ServerAddress {
  /** What is not said of a port that is configured; host and port have to be. */
  public static final PrometheusConfig DEFAULTS =
      new PrometheusConfig(Optional.empty(), Optional.empty(), true, true, true, Optional.empty());

  /** Where the Collector is scraped if nothing is configured. */
  public static final PrometheusConfig LOCAL =
      new PrometheusConfig(
          Optional.of("localhost"), Optional.of(8888), true, true, true, Optional.empty());

  /**
   * Attributes by name.
   *
   * @param included those that are taken; all if empty
   * @param excluded those that are not taken
   */
  @ConfigDoc
  public record Selection(List<String> included, List<String> excluded) implements Validated {
    /** All. */
    public static final Selection DEFAULTS = new Selection(List.of(), List.of());

    /** Whether that attribute is among them. */
    public boolean includes(String attribute) {
      return !excluded.contains(attribute) && (included.isEmpty() || included.contains(attribute));
    }

    @Override
    public void validate(Rules rules) {
      for (String attribute : excluded) {
        if (included.contains(attribute)) {
          rules.broken(
              "excluded", "attribute cannot be in both include and exclude list: " + attribute);
        }
      }
    }
  }

  /**
   * Whether names end in unit and type, such as {@code _seconds_total}. As in the Go Collector,
   * either of the two settings turns both suffixes on.
   */
  public boolean hasSuffixes() {
    return !(withoutUnits && withoutTypeSuffix);
  }

  /** {@code host:port} with that port; an IPv6 address in brackets. */
  public String endpoint(int port) {
    String name = bareHost();
    return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
  }

  /** The host, an IPv6 address without brackets. */
  public String bareHost() {
    String name = host.orElse("");
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }

  @Override
  public String address() {
    return endpoint(port.orElse(0));
  }

  @Override
  public String addressKey() {
    return "port";
  }

  @Override
  public void validate(Rules rules) {
    if (port.isPresent() && (port.get() < 0 || port.get() > 65_535)) {
      rules.broken("port", "invalid port %d: write 1 to 65535".formatted(port.get()));
    }
  }
}

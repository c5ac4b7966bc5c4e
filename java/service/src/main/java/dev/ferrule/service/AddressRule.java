package dev.ferrule.service;

import dev.ferrule.component.ServerAddress;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problems;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The rule that no two listen on the same address. */
final class AddressRule {
  private static final ConfigPath TELEMETRY = ConfigPath.ROOT.child("service").child("telemetry");

  private final Problems problems;
  private final Map<String, ConfigPath> taken = new HashMap<>();

  AddressRule(Problems problems) {
    this.problems = problems;
  }

  /** Looks at a component that runs. */
  void check(ConfiguredComponent<?> component) {
    component
        .addresses()
        .forEach((path, address) -> {
          ConfigPath setting = path.child(address.addressKey());
          Position position = component.node().nearest(setting).position();
          check(address, component.path().child(setting), position);
        });
  }

  /**
   * Looks at the ports for metrics.
   *
   * @param service the section as it was written, for the place of a problem
   */
  void check(MetricsConfig metrics, ConfigNode service) {
    Position position = service.nearest(ConfigPath.ROOT.child("telemetry")).position();
    for (PrometheusConfig prometheus : metrics.scraped()) {
      check(prometheus, TELEMETRY.child("metrics"), position);
    }
  }

  private void check(ServerAddress server, ConfigPath path, Position position) {
    String address = server.address().toLowerCase(Locale.ROOT);
    // Any free port is one of its own for each.
    if (address.isEmpty() || address.endsWith(":0")) {
      return;
    }
    ConfigPath other = taken.putIfAbsent(address, path);
    if (other != null) {
      problems.add(
          position,
          path,
          "listens on %s, as %s does".formatted(server.address(), other),
          "give each its own port");
    }
  }
}

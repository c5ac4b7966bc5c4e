package dev.ferrule.exporter.otlp.internal;

import dev.ferrule.component.BuildInfo;
import java.util.Locale;

/** The name under which the Collector presents itself. */
final class UserAgent {
  private UserAgent() {}

  /** {@code <description>/<version> (<os>/<arch>)}, the platform in Go's words. */
  static String of(BuildInfo build, String osName, String osArch) {
    return "%s/%s (%s/%s)"
        .formatted(build.description(), build.version(), os(osName), arch(osArch));
  }

  private static String os(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("mac")) {
      return "darwin";
    }
    return lower.startsWith("windows") ? "windows" : lower.replace(" ", "");
  }

  private static String arch(String name) {
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }
}

package dev.ferrule.config;

import dev.ferrule.confmap.Validated;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The curves of the key exchange, as the Go Collector names them. */
final class TlsCurves {
  private static final Map<String, String> JAVA_NAMES =
      Map.of("P256", "secp256r1", "P384", "secp384r1", "P521", "secp521r1", "X25519", "x25519");

  private TlsCurves() {}

  static void validate(List<String> curves, Validated.Rules rules) {
    String known = String.join(", ", new TreeMap<>(JAVA_NAMES).keySet());
    for (int i = 0; i < curves.size(); i++) {
      String curve = curves.get(i);
      String place = "curve_preferences::" + i;
      if (curve.equals("X25519MLKEM768")) {
        rules.broken(
            place,
            "not supported yet: X25519MLKEM768, which Java 25 does not speak",
            "write some of " + known);
      } else if (!JAVA_NAMES.containsKey(curve)) {
        rules.broken(place, "invalid curve type: " + curve, "write some of " + known);
      }
    }
  }

  /** Their Java names. */
  static List<String> javaNames(List<String> curves) {
    return curves.stream().map(curve -> Objects.requireNonNull(JAVA_NAMES.get(curve))).toList();
  }
}

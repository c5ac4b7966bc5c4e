package dev.ferrule.service;

import dev.ferrule.confmap.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which feature gates are open. Immutable.
 *
 * @param enabled those that are
 */
public record FeatureGates(Set<FeatureGate> enabled) {
  /** What is open if nobody says anything. */
  public static final FeatureGates DEFAULTS = parse(List.of());

  /** Copies the set. */
  public FeatureGates {
    enabled = Set.copyOf(enabled);
  }

  /** Whether that gate is open. */
  public boolean isEnabled(FeatureGate gate) {
    return enabled.contains(gate);
  }

  /**
   * Reads lists as {@code --feature-gates} takes them: ids parted by commas; {@code -} before one
   * closes the gate, {@code +} or nothing opens it.
   *
   * @throws IllegalArgumentException with everything that is wrong, a line each
   */
  public static FeatureGates parse(List<String> lists) {
    Set<FeatureGate> enabled = EnumSet.noneOf(FeatureGate.class);
    for (FeatureGate gate : FeatureGate.values()) {
      if (gate.enabledByDefault()) {
        enabled.add(gate);
      }
    }
    List<String> wrong = new ArrayList<>();
    for (String list : lists) {
      String[] ids = list.isEmpty() ? new String[0] : list.split(",", -1);
      for (int i = 0; i < ids.length; i++) {
        if (ids[i].isEmpty()) {
          wrong.add("empty feature gate identifier at index " + i);
        } else {
          set(ids[i], enabled, wrong);
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", wrong));
    }
    return new FeatureGates(enabled);
  }

  private static void set(String signed, Set<FeatureGate> enabled, List<String> wrong) {
    boolean open = !signed.startsWith("-");
    String id = signed.startsWith("-") || signed.startsWith("+") ? signed.substring(1) : signed;
    Optional<FeatureGate> known = FeatureGate.of(id);
    if (known.isEmpty()) {
      List<String> ids = Arrays.stream(FeatureGate.values()).map(FeatureGate::id).toList();
      String nearest =
          Spelling.nearest(id, ids).map(near -> " did you mean \"" + near + "\"?").orElse("");
      wrong.add(
          "no such feature gate \"%s\".%s valid gates: [%s]"
              .formatted(id, nearest, String.join(" ", ids)));
      return;
    }
    FeatureGate gate = known.get();
    if (!open) {
      enabled.remove(gate);
    } else if (gate.notYet().isPresent()) {
      wrong.add("feature gate \"%s\" is not supported yet: %s".formatted(id, gate.notYet().get()));
    } else {
      enabled.add(gate);
    }
  }
}

package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.Origin;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a location holds.
 *
 * @param shown its name, as in {@link Origin#source}
 * @param parsed what it holds
 * @param defaulted whether it is what stands in for a variable that is not set
 * @param secret whether its text must not be shown, so that problems are reported where it is used
 */
record Retrieved(
    Location location, String shown, Parsed parsed, boolean defaulted, boolean secret) {

  ConfigNode value() {
    return parsed.value();
  }

  String text() {
    return parsed.text();
  }

  /** All of it, as the origin of a value. */
  Origin origin(@Nullable Origin within) {
    Problem invalid = parsed.invalid().isEmpty() ? null : parsed.invalid().getFirst();
    if (invalid == null) {
      return new Origin(shown, 0, 0, state(), "", within);
    }
    Position at = invalid.position();
    String flaw = secret ? "" : invalid.message().replaceFirst("^invalid YAML: ", "");
    return at == null
        ? new Origin(shown, 0, 0, Origin.State.NOT_YAML, flaw, within)
        : new Origin(shown, at.line(), at.column(), Origin.State.NOT_YAML, flaw, within);
  }

  /** A value in it, as the origin of that. */
  Origin origin(Position inside, @Nullable Origin within) {
    return new Origin(shown, inside.line(), inside.column(), state(), "", within);
  }

  private Origin.State state() {
    if (!defaulted) {
      return Origin.State.VALUE;
    }
    return location.opaque().contains(Variables.DEFAULT_MARK)
        ? Origin.State.DEFAULT
        : Origin.State.UNSET;
  }
}

package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.Origin;
import dev.ferrule.confmap.Position;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One string on its way through its references, and what they brought in. One thread. */
final class Expansion {
  private final Position written;
  private final @Nullable Arrival arrival;
  private final Set<Origin> parts = new LinkedHashSet<>();
  private final List<Retrieved> wholes = new ArrayList<>();
  private @Nullable Origin whole;
  // Text that was not brought in from where texts must not be shown.
  private String open;
  private boolean secret;

  /**
   * A string as it was read.
   *
   * @param written where it is
   */
  Expansion(Position written, @Nullable Arrival arrival, String string) {
    this.written = written;
    this.arrival = arrival;
    this.whole = written.origins().isEmpty() ? null : written.origins().getFirst();
    this.secret = arrival != null && arrival.found().secret();
    this.open = secret ? "" : string;
  }

  /** What the value came from, and where from. */
  Position place() {
    if (!parts.isEmpty()) {
      return written.from(List.copyOf(parts));
    }
    return whole == null ? written : written.from(List.of(whole));
  }

  /** How the parts of a map or list get here that the string, as it is now, refers to. */
  Arrival arrival(Retrieved found) {
    return new Arrival(found, written, whole, arrival);
  }

  /** Whether the reference may hold text that must not be shown. */
  boolean isSecret(String reference) {
    return secret && !open.contains(reference);
  }

  /** The string had that in it. */
  void took(Retrieved found) {
    parts.add(found.origin(whole));
    secret |= found.secret();
  }

  /** The string was a reference to that and nothing else. */
  void became(Retrieved found) {
    whole = found.origin(parts.isEmpty() ? whole : null);
    parts.clear();
    wholes.add(found);
    secret = found.secret();
    open = secret ? "" : found.text();
  }

  /** The way that leads from what is found to itself, or null. */
  @Nullable String circle(Retrieved found) {
    String way = found.shown();
    for (Retrieved each : wholes.reversed()) {
      way = each.shown() + " > " + way;
      if (each.location().equals(found.location())) {
        return way;
      }
    }
    return Arrival.circle(found.location(), way, arrival);
  }
}

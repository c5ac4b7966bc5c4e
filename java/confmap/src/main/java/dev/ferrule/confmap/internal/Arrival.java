package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.Origin;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Position.Inclusion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reference that is the whole of a value and brought in a map or a list.
 *
 * @param at where the reference is used
 * @param within what held the reference, if it was not written there
 * @param outer how the value with that reference got there itself
 */
record Arrival(Retrieved found, Position at, @Nullable Origin within, @Nullable Arrival outer) {

  /** Where something that was read with it is reported. */
  static Position place(Position read, @Nullable Arrival arrival) {
    return arrival == null ? read : arrival.place(read);
  }

  /** A value from a file is shown in that file, one from a variable where it is used. */
  private Position place(Position read) {
    if (found.secret()) {
      return at.from(List.of(found.origin(read, within)));
    }
    List<Origin> origins = within == null ? List.of() : List.of(within);
    return read.includedBy(new Inclusion("${" + found.shown() + "}", at.from(origins)));
  }

  /**
   * The way that leads from a location to itself, as in {@code file:a > file:b > file:a}; null if
   * none does.
   */
  static @Nullable String circle(Location location, String shown, @Nullable Arrival arrival) {
    String way = shown;
    for (Arrival each = arrival; each != null; each = each.outer()) {
      way = each.found().shown() + " > " + way;
      if (each.found().location().equals(location)) {
        return way;
      }
    }
    return null;
  }
}

package dev.ferrule.confmap;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a piece of configuration was written, and how it came from there to where it is used.
 *
 * @param source a file path as the user gave it, or what stands for one: {@code --set a=b}, {@code
 *     env:NAME}, {@code inline yaml}, {@code built-in configuration}, a URL without user and query
 * @param line from 1; 0 if the source has no lines
 * @param column from 1, in code points; 0 if the source has no lines
 * @param origins what the references at this place brought in, if the value was not written here;
 *     each once, in the order in which they were followed
 * @param inclusion the reference that brought in the source as a whole; null if the user named the
 *     source
 */
public record Position(
    String source, int line, int column, List<Origin> origins, @Nullable Inclusion inclusion) {

  /** More origins and inclusions than this are counted, not named, in texts. */
  private static final int NAMED = 4;

  /**
   * A reference that brought in the source that a position is in.
   *
   * @param reference as in {@code ${file:part.yaml}}; what may hold a secret is left out
   * @param at where the reference is
   */
  public record Inclusion(String reference, Position at) {}

  /** Copies the list. */
  public Position {
    origins = List.copyOf(origins);
  }

  /** A place whose source the user named, with a value written there. */
  public Position(String source, int line, int column) {
    this(source, line, column, List.of(), null);
  }

  /** This place, where the value came from elsewhere. */
  public Position from(List<Origin> others) {
    return new Position(source, line, column, others, inclusion);
  }

  /** This place, in a source that a reference brought in. */
  public Position includedBy(Inclusion by) {
    return new Position(source, line, column, origins, by);
  }

  /**
   * How the value came here, such as {@code from env:PORT} or {@code included by ${file:part.yaml}
   * at config.yaml:3:12}; empty if it was written here, in a source that the user named. Never
   * shows a variable's value.
   */
  public String provenance() {
    List<String> parts = new ArrayList<>();
    if (!origins.isEmpty()) {
      parts.add(from());
    }
    int more = 0;
    for (Inclusion by = inclusion; by != null; by = by.at().inclusion()) {
      if (parts.size() < NAMED) {
        String through = by.at().origins().isEmpty() ? "" : " " + by.at().from();
        parts.add("included by " + by.reference() + through + " at " + by.at());
      } else {
        more++;
      }
    }
    if (more > 0) {
      parts.add(more + " more inclusions");
    }
    return String.join(", ", parts);
  }

  private String from() {
    String named =
        origins.stream().limit(NAMED).map(Origin::toString).collect(Collectors.joining(" and "));
    int more = origins.size() - NAMED;
    return "from " + named + (more > 0 ? " and " + more + " more" : "");
  }

  /** {@code source:line:column}, or just the source if it has no lines. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}

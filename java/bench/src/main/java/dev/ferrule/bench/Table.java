package dev.ferrule.bench;

import java.util.List;
import java.util.Map;

/**
 * Some cases with the same ways.
 *
 * @param title of the table
 * @param rows of it
 * @param ways a column for each: the method and its heading
 * @param beaten the ways that the way {@code ffm} is held against, the best of them; empty if the
 *     table tells how many there are in a second instead
 */
record Table(String title, List<Case> rows, Map<String, String> ways, List<String> beaten) {
  /** The way that everything is about. */
  static final String FFM = "ffm";
}

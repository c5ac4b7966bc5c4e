package dev.ferrule.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All readings, by case and round. */
final class Results {
  private final Map<Case, List<Map<String, Reading>>> rounds = new LinkedHashMap<>();

  /**
   * Adds a round of a case.
   *
   * @throws IllegalStateException if there is none, or one of them is no measurement
   */
  void add(Case what, Map<String, Reading> readings) {
    if (readings.isEmpty()) {
      throw new IllegalStateException(what + " was not measured");
    }
    readings.forEach((way, reading) -> {
      if (!reading.isSound()) {
        throw new IllegalStateException(
            what.benchmark().getSimpleName() + " " + what.label() + " " + way + " read " + reading);
      }
    });
    rounds.computeIfAbsent(what, _ -> new ArrayList<>()).add(readings);
  }

  /** Nanoseconds of an operation. */
  Spread nanos(Case what, String way) {
    return spread(what, round -> reading(round, way).nanos());
  }

  /** Bytes that an operation allocates. */
  Spread bytes(Case what, String way) {
    return spread(what, round -> reading(round, way).bytes());
  }

  /**
   * How many times as long as one way the best of others took, in the same round.
   *
   * @param others at least one
   */
  Spread times(Case what, List<String> others, String way) {
    return spread(
        what,
        round ->
            others.stream().mapToDouble(other -> reading(round, other).nanos()).min().orElseThrow()
                / reading(round, way).nanos());
  }

  /** What a table claims of a row: how many times faster it is, or how many there are a second. */
  Spread claim(Table table, Case row) {
    return table.beaten().isEmpty()
        ? perSecond(row, Table.FFM)
        : times(row, table.beaten(), Table.FFM);
  }

  /** How many operations there are in a second. */
  Spread perSecond(Case what, String way) {
    return spread(what, round -> 1e9 / reading(round, way).nanos());
  }

  private Spread spread(Case what, ToDoubleFunction<Map<String, Reading>> number) {
    return Spread.of(rounds(what).stream().mapToDouble(number).toArray());
  }

  private List<Map<String, Reading>> rounds(Case what) {
    List<Map<String, Reading>> all = rounds.get(what);
    if (all == null) {
      throw new IllegalStateException(what + " was not measured");
    }
    return all;
  }

  private static Reading reading(Map<String, Reading> round, String way) {
    Reading reading = round.get(way);
    if (reading == null) {
      throw new IllegalStateException("there is no way " + way + " among " + round.keySet());
    }
    return reading;
  }
}

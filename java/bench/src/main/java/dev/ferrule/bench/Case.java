package dev.ferrule.bench;

import java.util.List;
import java.util.Map;

/**
 * One row of a table: a benchmark whose ways are measured one right after the other.
 *
 * @param label of the row
 * @param benchmark its class; each method is a way
 * @param params values of its parameters
 * @param clock what counts
 * @param patience how many times as long as others it is measured
 * @param jvmFlags beside the usual ones
 */
record Case(
    String label,
    Class<?> benchmark,
    Map<String, String> params,
    Clock clock,
    int patience,
    List<String> jvmFlags) {

  /** What a reading counts. */
  enum Clock {
    /** CPU time of the one thread that does it all. */
    CPU,
    /** The time that passes, because several threads take part. */
    WALL
  }

  /** For what one thread does. */
  static Case of(String label, Class<?> benchmark, Map<String, String> params) {
    return new Case(label, benchmark, params, Clock.CPU, 1, List.of());
  }

  /** For what several threads do, of which few would be seen in a short time. */
  static Case threads(String label, Class<?> benchmark, Map<String, String> params) {
    return new Case(label, benchmark, params, Clock.WALL, 4, List.of());
  }

  /** The same with another flag. */
  Case with(String jvmFlag) {
    return new Case(
        label + ", with " + jvmFlag, benchmark, params, clock, patience, List.of(jvmFlag));
  }
}

package dev.ferrule.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is measured, and how the tables look. */
final class Plan {
  static final Case CALL = Case.of("an empty call", EmptyCall.class, Map.of());
  static final Case ROUND_TRIP = Case.of("down and up once", RoundTrip.class, Map.of());
  static final Case CALLBACK =
      Case.of("up, one of " + Callback.MANY + " in one call down", Callback.class, Map.of());
  static final Case WORKER_CALLBACK =
      Case.threads("up from a native thread", WorkerCallback.class, Map.of());
  static final List<Case> HAND_OVER_DOWN = batches(BatchDown.class, Reads.HAND_OVER);
  static final List<Case> HAND_OVER_UP = batches(BatchUp.class, Reads.HAND_OVER);
  static final List<String> DOWN_COPIES = List.of("jniRegion", "jniElements");
  static final List<Case> LIVES =
      List.of(
          lives("C, done on return", Lifecycle.Kind.C_SYNC, 8),
          lives("C, done by a call up", Lifecycle.Kind.C_CALLBACK, 8),
          lives("Rust, basicauth", Lifecycle.Kind.RUST_AUTHENTICATOR, 8));
  private static final List<Case> OTHER_LIVES =
      List.of(
          lives("C, done by a new thread", Lifecycle.Kind.C_THREAD, 8),
          lives("Rust, health_check, opens a port", Lifecycle.Kind.RUST_SERVER, 8),
          lives("C, done on return", Lifecycle.Kind.C_SYNC, 1),
          lives("C, done by a call up", Lifecycle.Kind.C_CALLBACK, 1));

  private static final String BARRIER = "-XX:+UseSystemMemoryBarrier";
  private static final Map<String, String> TWO_WAYS = ways(Table.FFM, "FFM", "jni", "JNI");
  private static final Map<String, String> DOWN_WAYS =
      ways(
          Table.FFM,
          "FFM in place",
          "ffmGlobal",
          "FFM in place, lasting memory",
          "ffmCopy",
          "FFM copy",
          "jniRegion",
          "JNI copy, region",
          "jniElements",
          "JNI copy, elements",
          "jniCritical",
          "JNI critical",
          "jniBuffer",
          "JNI direct buffer",
          "jniAddress",
          "JNI bare address");
  private static final Map<String, String> UP_WAYS =
      ways(Table.FFM, "FFM in place", "jniCopy", "JNI copy", "jniBuffer", "JNI direct buffer");
  private static final Map<String, String> THREAD_WAYS =
      ways(
          Table.FFM,
          "FFM",
          "jniAttached",
          "JNI, attached once",
          "jniAttach",
          "JNI, attached for each call");

  /** The tables, in the order of the page. */
  static final List<Table> TABLES =
      List.of(
          new Table("Empty call", List.of(CALL, CALL.with(BARRIER)), TWO_WAYS, List.of("jni")),
          new Table(
              "Call up",
              List.of(CALLBACK, ROUND_TRIP, ROUND_TRIP.with(BARRIER)),
              TWO_WAYS,
              List.of("jni")),
          new Table(
              "Call up from a native thread",
              List.of(WORKER_CALLBACK),
              THREAD_WAYS,
              List.of("jniAttached")),
          new Table("Batch down, handed over", HAND_OVER_DOWN, DOWN_WAYS, DOWN_COPIES),
          new Table(
              "Batch down, all of it read",
              batches(BatchDown.class, Reads.ALL),
              DOWN_WAYS,
              DOWN_COPIES),
          new Table("Batch up, handed over", HAND_OVER_UP, UP_WAYS, List.of("jniCopy")),
          new Table(
              "Batch up, all of it read",
              batches(BatchUp.class, Reads.ALL),
              UP_WAYS,
              List.of("jniCopy")),
          new Table(
              "Asynchronous operation",
              List.of(inFlight(1), inFlight(64)),
              THREAD_WAYS,
              List.of("jniAttached")),
          new Table(
              "Life of a native extension",
              Stream.concat(LIVES.stream(), OTHER_LIVES.stream()).toList(),
              ways(Table.FFM, "ns"),
              List.of()));

  private Plan() {}

  private static List<Case> batches(Class<?> benchmark, Reads reads) {
    return IntStream.of(0, 1, 8, 64, 1024)
        .mapToObj(kib ->
            Case.of(
                kib + " KiB",
                benchmark,
                Map.of("size", Integer.toString(kib << 10), "reads", reads.name())))
        .toList();
  }

  private static Case inFlight(int count) {
    return Case.threads(
        count + " in flight", AsyncOperation.class, Map.of("inFlight", Integer.toString(count)));
  }

  private static Case lives(String label, Lifecycle.Kind kind, int threads) {
    return Case.threads(
        label + ", " + (threads == 1 ? "one after the other" : threads + " at a time"),
        Lifecycle.class,
        Map.of("kind", kind.name(), "threads", Integer.toString(threads)));
  }

  /** Methods and headings, in turn. */
  private static Map<String, String> ways(String... methodsAndHeadings) {
    Map<String, String> ways = new LinkedHashMap<>();
    for (int i = 0; i < methodsAndHeadings.length; i += 2) {
      ways.put(methodsAndHeadings[i], methodsAndHeadings[i + 1]);
    }
    return ways;
  }
}

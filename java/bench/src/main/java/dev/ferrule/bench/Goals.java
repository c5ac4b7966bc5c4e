package dev.ferrule.bench;

import java.util.ArrayList;
import java.util.List;

/** What is promised of the boundary; a run that breaks one of them fails. */
final class Goals {
  private static final double NO_GARBAGE = 1; // a byte; the smallest object has eight

  private Goals() {}

  /** The promises, with what was measured. */
  static List<Goal> of(Results results) {
    List<Goal> goals = new ArrayList<>();
    goals.add(
        new Goal(
            "Empty call: FFM takes as long as JNI, give or take 20 % (FFM/JNI)",
            1.2, false, results.times(Plan.CALL, List.of(Table.FFM), "jni")));
    for (Case batch : Plan.HAND_OVER_DOWN) {
      if (Integer.parseInt(batch.params().get("size")) >= 8 << 10) {
        goals.add(
            new Goal(
                batch.label() + " handed down: faster than JNI with a copy (JNI/FFM)",
                2.5,
                true,
                results.times(batch, Plan.DOWN_COPIES, Table.FFM)));
      }
    }
    for (Case up : List.of(Plan.CALLBACK, Plan.ROUND_TRIP)) {
      goals.add(faster(results, up, "jni"));
    }
    goals.add(faster(results, Plan.WORKER_CALLBACK, "jniAttached"));
    for (Case clean :
        List.of(
            Plan.CALL, Plan.CALLBACK, Plan.HAND_OVER_DOWN.getLast(), Plan.HAND_OVER_UP.getLast())) {
      goals.add(
          new Goal(
              clean.benchmark().getSimpleName() + ": no garbage on the Java heap (bytes a call)",
              NO_GARBAGE,
              false,
              results.bytes(clean, Table.FFM)));
    }
    for (Case lives : Plan.LIVES) {
      goals.add(
          new Goal(
              "Lives of a native extension in a second: " + lives.label(),
              10_000,
              true,
              results.perSecond(lives, Table.FFM)));
    }
    return goals;
  }

  private static Goal faster(Results results, Case up, String jni) {
    return new Goal(
        "Call " + up.label() + ": faster than JNI (JNI/FFM)",
        1.5,
        true,
        results.times(up, List.of(jni), Table.FFM));
  }
}

package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A {@code ferrule_error} of any size, to be filled by a plugin. */
record GuardedError(Guarded struct) {
  /** The size of the struct that this host knows. */
  static final long FULL = Layout.FerruleError.BYTES;

  /**
   * An empty one.
   *
   * @param size less than {@link #FULL} is that of an older caller, more of a newer one
   */
  GuardedError(Arena arena, long size) {
    this(Guarded.sized(arena, size));
  }

  /** What is handed to the function. */
  MemorySegment segment() {
    return struct.memory();
  }

  /**
   * Looks at what the function left there, and gives back its bufs.
   *
   * @param text what it gave besides the error
   * @param bufs took that, and takes the bufs of the error
   */
  Answer read(String function, int code, String text, TakenBufs bufs) {
    List<String> faults = bufs.faults();
    try {
      struct.mustBeUntouched(function);
    } catch (CheckStop e) {
      faults.add(e.reason());
    }
    if (code != Abi.PENDING && !Answer.isLegal(code)) {
      faults.add("answered %d, which is no result code".formatted(code));
    }
    MemorySegment error = struct.memory();
    if (struct.size() < FULL) {
      return new Answer(function, code, "", "", text, List.copyOf(faults));
    }
    String message =
        bufs.text("message", bufs.take("message", error, Layout.FerruleError.MESSAGE)).strip();
    String detail =
        bufs.text("detail_json", bufs.take("detail_json", error, Layout.FerruleError.DETAIL_JSON));
    if (code < 0) {
      ErrorRules.check(
          code,
          error.get(JAVA_INT, Layout.FerruleError.CODE),
          error.get(JAVA_INT, Layout.FerruleError.FLAGS),
          message,
          detail,
          faults);
    } else if (!message.isEmpty() || !detail.isEmpty()) {
      faults.add("set an error although it did not fail");
    }
    return new Answer(function, code, message, detail, text, List.copyOf(faults));
  }
}

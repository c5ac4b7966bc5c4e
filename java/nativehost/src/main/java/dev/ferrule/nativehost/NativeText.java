package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What a function answered that gives a text.
 *
 * @param text empty if it failed or gave none
 */
record NativeText(Outcome outcome, String text) {
  private static final int MAX_BYTES = 16 << 20;

  /** A call of such a function. */
  interface Call {
    /** Makes it, with a {@code ferrule_buf} and a {@code ferrule_error} to be filled. */
    int make(MemorySegment out, MemorySegment error);
  }

  /** Makes a call, copies what it gives and gives the original back. */
  static NativeText ask(Arena arena, Call call) {
    MemorySegment out = arena.allocate(Layout.FerruleBuf.BYTES, Memory.STRUCT_ALIGNMENT);
    MemorySegment error = Outcome.newError(arena);
    Outcome outcome = Outcome.takeFinal(call.make(out, error), error);
    long length = out.get(JAVA_LONG, Layout.FerruleBuf.LEN);
    if (!outcome.failed() && (length < 0 || length > MAX_BYTES)) {
      outcome =
          Outcome.failure(
              Abi.E_INTERNAL,
              "gave %s bytes, %d are allowed".formatted(Long.toUnsignedString(length), MAX_BYTES));
    }
    try {
      return new NativeText(outcome, outcome.failed() ? "" : Memory.text(out, 0, MAX_BYTES));
    } finally {
      Memory.release(out, 0);
    }
  }
}

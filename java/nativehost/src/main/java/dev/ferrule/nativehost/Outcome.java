package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * How a call to native code ended.
 *
 * @param code {@link Abi#OK}, {@link Abi#PENDING} or an error
 * @param message what the plugin said, may be empty
 * @param detailJson see the header, may be empty
 */
record Outcome(int code, String message, String detailJson) {
  static final Outcome OK = new Outcome(Abi.OK, "", "");
  private static final int MAX_MESSAGE_BYTES = 16 << 10;
  private static final int MAX_DETAIL_BYTES = 1 << 20;

  /** A {@code ferrule_error} to be filled by a plugin. */
  static MemorySegment newError(Arena arena) {
    return Memory.sized(arena, Layout.FerruleError.BYTES);
  }

  /** The outcome of a function that filled that error, whose bufs are given back. */
  static Outcome take(int code, MemorySegment error) {
    Outcome outcome = code < 0 ? copy(code, error) : new Outcome(code, "", "");
    Memory.release(error, Layout.FerruleError.MESSAGE);
    Memory.release(error, Layout.FerruleError.DETAIL_JSON);
    return outcome;
  }

  /** The same for a function that may not answer {@link Abi#PENDING} or anything positive. */
  static Outcome takeFinal(int code, MemorySegment error) {
    Outcome outcome = take(code, error);
    return code <= 0 ? outcome : new Outcome(Abi.E_INTERNAL, Abi.meaning(code), "");
  }

  /** The outcome that a plugin completed a token with; the error, which may be NULL, stays. */
  static Outcome borrow(int code, MemorySegment error) {
    if (code >= 0) {
      return code == Abi.OK ? OK : new Outcome(Abi.E_INTERNAL, Abi.meaning(code), "");
    }
    if (Memory.isNull(error)
        || Memory.at(error, Integer.BYTES).get(JAVA_INT, 0) < Layout.FerruleError.BYTES) {
      return new Outcome(code, "", "");
    }
    return copy(code, Memory.at(error, Layout.FerruleError.BYTES));
  }

  private static Outcome copy(int code, MemorySegment error) {
    return new Outcome(
        code,
        Memory.text(error, Layout.FerruleError.MESSAGE, MAX_MESSAGE_BYTES).strip(),
        Memory.text(error, Layout.FerruleError.DETAIL_JSON, MAX_DETAIL_BYTES));
  }

  boolean failed() {
    return code < 0;
  }

  boolean panicked() {
    return code == Abi.E_PANIC;
  }

  /** What went wrong, for the operator. */
  String describe() {
    if (message.isEmpty()) {
      return Abi.meaning(code);
    }
    return panicked() ? Abi.meaning(code) + ": " + message : message;
  }
}

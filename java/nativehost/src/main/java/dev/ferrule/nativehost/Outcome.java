package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * How a call ended, across the boundary in either direction.
 *
 * @param code {@link Abi#OK}, {@link Abi#PENDING} or an error
 * @param flags {@link Abi#PERMANENT}, {@link Abi#RETRYABLE} or 0
 * @param message what went wrong, may be empty
 * @param detailJson see the header, may be empty
 */
record Outcome(int code, int flags, String message, String detailJson) {
  static final Outcome OK = new Outcome(Abi.OK, 0, "", "");
  static final Outcome PENDING = new Outcome(Abi.PENDING, 0, "", "");
  private static final int MAX_MESSAGE_BYTES = 16 << 10;
  private static final int MAX_DETAIL_BYTES = 1 << 20;

  /** A failure that the host found. */
  static Outcome failure(int code, String message) {
    return new Outcome(code, 0, message, "");
  }

  /** A {@code ferrule_error} to be filled by a plugin. */
  static MemorySegment newError(Arena arena) {
    return Memory.sized(arena, Layout.FerruleError.BYTES);
  }

  /** The outcome of a function that filled that error, whose bufs are given back. */
  static Outcome take(int code, MemorySegment error) {
    try {
      return code < 0 ? copy(code, error) : code == Abi.OK ? OK : answer(code);
    } finally {
      Memory.release(error, Layout.FerruleError.MESSAGE);
      Memory.release(error, Layout.FerruleError.DETAIL_JSON);
    }
  }

  private static Outcome answer(int code) {
    return code == Abi.PENDING ? PENDING : failure(Abi.E_INTERNAL, Abi.meaning(code));
  }

  /** The same for a function that may not answer {@link Abi#PENDING}. */
  static Outcome takeFinal(int code, MemorySegment error) {
    Outcome outcome = take(code, error);
    return outcome.code == Abi.PENDING
        ? failure(Abi.E_INTERNAL, "answered \"pending\", which this function must not")
        : outcome;
  }

  /** The outcome that a plugin hands over with an error, which may be NULL and stays with it. */
  static Outcome borrow(int code, MemorySegment error) {
    if (code >= 0) {
      return code == Abi.OK ? OK : failure(Abi.E_INTERNAL, Abi.meaning(code));
    }
    if (Memory.isNull(error)
        || Integer.compareUnsigned(
                Memory.at(error, Integer.BYTES).get(JAVA_INT, 0), (int) Layout.FerruleError.BYTES)
            < 0) {
      return failure(code, "");
    }
    return copy(code, Memory.at(error, Layout.FerruleError.BYTES));
  }

  private static Outcome copy(int code, MemorySegment error) {
    return new Outcome(
        code,
        error.get(JAVA_INT, Layout.FerruleError.FLAGS),
        Memory.text(error, Layout.FerruleError.MESSAGE, MAX_MESSAGE_BYTES).strip(),
        Memory.text(error, Layout.FerruleError.DETAIL_JSON, MAX_DETAIL_BYTES));
  }

  boolean failed() {
    return code < 0;
  }

  boolean panicked() {
    return code == Abi.E_PANIC;
  }

  /** {@code permanent}, {@code retryable}, or {@code unknown}. */
  String permanence() {
    return switch (flags & (Abi.PERMANENT | Abi.RETRYABLE)) {
      case Abi.PERMANENT -> "permanent";
      case Abi.RETRYABLE -> "retryable";
      default -> "unknown";
    };
  }

  /** What went wrong, for the operator. */
  String describe() {
    if (message.isEmpty()) {
      return Abi.meaning(code);
    }
    return panicked() ? Abi.meaning(code) + ": " + message : message;
  }
}

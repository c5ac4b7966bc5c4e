package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A struct that begins with its size, zeroed, with a pattern behind it that a plugin has no
 * business with.
 *
 * @param memory the struct and what is behind it
 * @param size of the struct
 */
record Guarded(MemorySegment memory, long size) {
  private static final int GUARD_BYTES = 128;
  private static final byte PATTERN = (byte) 0xA5;

  /** A struct that says how large it is. */
  static Guarded sized(Arena arena, long size) {
    MemorySegment memory = arena.allocate(size + GUARD_BYTES, 8);
    memory.asSlice(size).fill(PATTERN);
    memory.set(JAVA_INT, 0, (int) size);
    return new Guarded(memory, size);
  }

  /**
   * A struct of which the pattern is a part: what a newer version of the interface has put behind
   * the fields that this one knows.
   */
  static MemorySegment newer(Arena arena, long size) {
    MemorySegment memory = sized(arena, size).memory;
    memory.set(JAVA_INT, 0, (int) memory.byteSize());
    return memory;
  }

  /**
   * Looks at the pattern.
   *
   * @throws CheckStop if somebody wrote there
   */
  void mustBeUntouched(String function) throws CheckStop {
    byte[] guard = new byte[GUARD_BYTES];
    Arrays.fill(guard, PATTERN);
    long at = memory.asSlice(size).mismatch(MemorySegment.ofArray(guard));
    if (at >= 0) {
      throw CheckStop.failed(
          "%s wrote behind a struct of %d bytes, at %d".formatted(function, size, size + at));
    }
  }
}

package dev.ferrule.nativehost;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The version of the interface that structs handed to a component come from. */
enum StructVersion {
  /** This one. */
  CURRENT,
  /** A newer minor version, whose structs are longer. */
  NEWER;

  private static final long MORE_BYTES = 32;

  /** A struct with those fields, zeroed, that begins with its size. */
  MemorySegment struct(Arena arena, long size) {
    return this == CURRENT ? Memory.sized(arena, size) : Guarded.newer(arena, size);
  }

  /** How large a {@code ferrule_error} is. */
  long errorSize() {
    return GuardedError.FULL + (this == CURRENT ? 0 : MORE_BYTES);
  }
}

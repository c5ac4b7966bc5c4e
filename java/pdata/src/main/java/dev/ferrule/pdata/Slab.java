package dev.ferrule.pdata;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** One piece of off-heap memory, with an arena of its own, so that any thread can free it. */
final class Slab {
  /** A cache line, which also suits any vector load of native code. */
  private static final long ALIGNMENT = 64;

  final int sizeClass;
  final MemorySegment segment;
  private final Arena arena;

  /** The next slab in the {@link FreeList} that this one is in. */
  @Nullable Slab next;

  /**
   * Takes memory from the system.
   *
   * @throws OutOfMemoryError if the system or the JVM's limit on direct memory has none
   */
  @SuppressWarnings("MustBeClosedChecker") // the pool calls free()
  Slab(int sizeClass, long byteSize) {
    this.sizeClass = sizeClass;
    this.arena = Arena.ofShared();
    this.segment = arena.allocate(byteSize, ALIGNMENT);
  }

  long byteSize() {
    return segment.byteSize();
  }

  /** Gives the memory back to the system. Expensive: it synchronises with every thread. */
  void free() {
    arena.close();
  }
}

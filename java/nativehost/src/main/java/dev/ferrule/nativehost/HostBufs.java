package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that the host gave to a plugin, which releases them. Each has memory of its own; such
 * bufs are errors and descriptions, not telemetry. Any thread.
 */
final class HostBufs {
  private final Map<Long, Arena> given = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();
  // Set once, before the plugin is opened.
  private MemorySegment releaseFunction = MemorySegment.NULL;

  /** The C function that ends in {@link #release}. */
  void releaseWith(MemorySegment function) {
    releaseFunction = function;
  }

  /** Moves a text into a {@code ferrule_buf}. */
  @SuppressWarnings("MustBeClosedChecker") // release closes it
  void give(String text, MemorySegment buf) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0) {
      return;
    }
    // Shared, since any thread of the plugin may release it.
    Arena arena = Arena.ofShared();
    MemorySegment copy = arena.allocateFrom(JAVA_BYTE, bytes);
    long owner = last.incrementAndGet();
    given.put(owner, arena);
    buf.set(ADDRESS, Layout.FerruleBuf.PTR, copy);
    buf.set(JAVA_LONG, Layout.FerruleBuf.LEN, bytes.length);
    buf.set(ADDRESS, Layout.FerruleBuf.OWNER, MemorySegment.ofAddress(owner));
    buf.set(ADDRESS, Layout.FerruleBuf.RELEASE, releaseFunction);
  }

  /** What a plugin calls to give back a {@code ferrule_buf}. */
  void release(MemorySegment pointer) {
    if (Memory.isNull(pointer)) {
      throw new IllegalArgumentException("released NULL");
    }
    MemorySegment buf = Memory.at(pointer, Layout.FerruleBuf.BYTES);
    buf.set(ADDRESS, Layout.FerruleBuf.RELEASE, MemorySegment.NULL);
    @Nullable Arena arena = given.remove(buf.get(ADDRESS, Layout.FerruleBuf.OWNER).address());
    if (arena == null) {
      throw new IllegalStateException("released a buf that was not given, or was released before");
    }
    arena.close();
  }

  /** Fills the error that a plugin handed over, as far as the plugin knows the struct. */
  int fail(Outcome outcome, MemorySegment pointer) {
    if (Memory.isNull(pointer)) {
      return outcome.code();
    }
    int size = Memory.at(pointer, Integer.BYTES).get(JAVA_INT, 0);
    if (Integer.compareUnsigned(size, (int) Layout.FerruleError.BYTES) >= 0) {
      MemorySegment error = Memory.at(pointer, Layout.FerruleError.BYTES);
      error.set(JAVA_INT, Layout.FerruleError.CODE, outcome.code());
      error.set(JAVA_INT, Layout.FerruleError.FLAGS, outcome.flags());
      give(outcome.message(), error.asSlice(Layout.FerruleError.MESSAGE, Layout.FerruleBuf.BYTES));
    }
    return outcome.code();
  }

  /** How many are not released. */
  long size() {
    return given.size();
  }
}

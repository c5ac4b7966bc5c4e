package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Structs as a plugin hands them over. They are never freed. */
final class Structs {
  private static final Arena ARENA = Arena.global();

  private Structs() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A slice, with a length of its own. */
  static MemorySegment slice(byte[] bytes, long length) {
    MemorySegment slice = Memory.slice(ARENA, bytes);
    slice.set(JAVA_LONG, Layout.FerruleSlice.LEN, length);
    return slice;
  }

  static MemorySegment error(int flags, String message, String detail) {
    MemorySegment error = Outcome.newError(ARENA);
    error.set(JAVA_INT, Layout.FerruleError.FLAGS, flags);
    Memory.putSlice(ARENA, error, Layout.FerruleError.MESSAGE, utf8(message));
    Memory.putSlice(ARENA, error, Layout.FerruleError.DETAIL_JSON, utf8(detail));
    return error;
  }

  static MemorySegment metric(int kind, String name, String unit, String attributes) {
    MemorySegment metric = Memory.sized(ARENA, Layout.FerruleMetric.BYTES);
    metric.set(JAVA_INT, Layout.FerruleMetric.KIND, kind);
    Memory.putSlice(ARENA, metric, Layout.FerruleMetric.NAME, utf8(name));
    Memory.putSlice(ARENA, metric, Layout.FerruleMetric.UNIT, utf8(unit));
    Memory.putSlice(ARENA, metric, Layout.FerruleMetric.DESCRIPTION, utf8("What it is."));
    Memory.putSlice(ARENA, metric, Layout.FerruleMetric.ATTRIBUTES_JSON, utf8(attributes));
    return metric;
  }

  static MemorySegment histogram(String name, double... bounds) {
    MemorySegment metric = metric(Abi.HISTOGRAM, name, "s", "");
    metric.set(ADDRESS, Layout.FerruleMetric.BOUNDS, ARENA.allocateFrom(JAVA_DOUBLE, bounds));
    metric.set(JAVA_LONG, Layout.FerruleMetric.N_BOUNDS, bounds.length);
    return metric;
  }

  static void size(MemorySegment struct, int size) {
    struct.set(JAVA_INT, 0, size);
  }
}

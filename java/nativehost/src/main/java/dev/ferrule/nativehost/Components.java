package dev.ferrule.nativehost;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The components of a plugin that exist, by the number that stands for each. Any thread. */
final class Components {
  private final Map<Long, NativeExtension> alive = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();
  final LongAdder stale = new LongAdder();
  final LongAdder leaked = new LongAdder();

  /** A number that is never used again. */
  long newRef() {
    return last.incrementAndGet();
  }

  void put(long ref, NativeExtension extension) {
    alive.put(ref, extension);
  }

  void remove(long ref) {
    alive.remove(ref);
  }

  /** The component of that number; null, and counted, if there is none. 0 is nobody. */
  @Nullable NativeExtension find(long ref) {
    @Nullable NativeExtension extension = alive.get(ref);
    if (extension == null && ref != 0) {
      stale.increment();
    }
    return extension;
  }

  /** Those that there are, in the order in which they were created. */
  List<NativeExtension> all() {
    return alive.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  long size() {
    return alive.size();
  }
}

package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * What a plugin says it has alive. All are zero once every component is stopped, except panics and
 * the heap.
 *
 * @param components created and not destroyed
 * @param bufs given to the host and not released
 * @param bufBytes bytes in those
 * @param threads that run
 * @param pendingTokens starts and shutdowns that it will complete
 * @param panics caught so far; only grows
 * @param heapBytes of its own allocator; 0 if it does not count
 * @param heapBlocks likewise
 */
public record NativeStats(
    long components,
    long bufs,
    long bufBytes,
    long threads,
    long pendingTokens,
    long panics,
    long heapBytes,
    long heapBlocks) {

  /** Reads a {@code ferrule_stats} that a plugin has filled. */
  static NativeStats read(MemorySegment struct) {
    return new NativeStats(
        struct.get(JAVA_LONG, Layout.FerruleStats.LIVE_COMPONENTS),
        struct.get(JAVA_LONG, Layout.FerruleStats.LIVE_BUFS),
        struct.get(JAVA_LONG, Layout.FerruleStats.LIVE_BUF_BYTES),
        struct.get(JAVA_LONG, Layout.FerruleStats.LIVE_THREADS),
        struct.get(JAVA_LONG, Layout.FerruleStats.PENDING_TOKENS),
        struct.get(JAVA_LONG, Layout.FerruleStats.PANICS),
        struct.get(JAVA_LONG, Layout.FerruleStats.LIVE_HEAP_BYTES),
        struct.get(JAVA_LONG, Layout.FerruleStats.LIVE_HEAP_BLOCKS));
  }
}

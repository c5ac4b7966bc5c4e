package dev.ferrule.nativehost;

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
    long heapBlocks) {}

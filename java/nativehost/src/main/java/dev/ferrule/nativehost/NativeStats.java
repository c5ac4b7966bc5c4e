package dev.ferrule.nativehost;

/**
 * What a plugin says it has alive. All are zero once every component is stopped, except panics.
 *
 * @param components created and not destroyed
 * @param bufs given to the host and not released
 * @param bufBytes bytes in those
 * @param threads that run
 * @param pendingTokens starts and shutdowns that it will complete
 * @param panics caught so far; only grows
 */
public record NativeStats(
    long components, long bufs, long bufBytes, long threads, long pendingTokens, long panics) {}

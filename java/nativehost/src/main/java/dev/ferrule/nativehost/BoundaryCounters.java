package dev.ferrule.nativehost;

/**
 * What the host knows of its dealings with one plugin. The first four are what is alive now, the
 * others only grow, and stay at zero with a plugin that keeps the rules.
 *
 * @param components created and not destroyed, leaked ones too
 * @param pendingTokens starts and shutdowns that are not completed, given-up ones too
 * @param hostBufs bytes that the plugin was given and has not released
 * @param series that components record into
 * @param lateCompletions that came after the deadline
 * @param duplicateCompletions of a token that was completed, or settled without one
 * @param unknownTokens completions of a token that was never given out
 * @param staleRefs uses of a component that does not exist, or not any more
 * @param staleSeries values for a series that does not exist, or not any more
 * @param leakedComponents that could not be destroyed, because they did not stop
 * @param failedUpcalls calls to the host that ended in an exception, caught at the boundary
 */
public record BoundaryCounters(
    long components,
    long pendingTokens,
    long hostBufs,
    long series,
    long lateCompletions,
    long duplicateCompletions,
    long unknownTokens,
    long staleRefs,
    long staleSeries,
    long leakedComponents,
    long failedUpcalls) {}

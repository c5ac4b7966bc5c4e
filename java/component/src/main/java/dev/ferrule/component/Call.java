package dev.ferrule.component;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What came along with a batch: the Collector's context.
 *
 * @param deadlineNanos when the sender stops waiting, on the scale of {@link System#nanoTime()}
 * @param metadata the sender's request headers, lower-case names; empty unless the receiver was
 *     told to include them
 */
public record Call(OptionalLong deadlineNanos, Map<String, List<String>> metadata) {
  /** No deadline, no metadata. */
  public static final Call NONE = new Call(OptionalLong.empty(), Map.of());
}

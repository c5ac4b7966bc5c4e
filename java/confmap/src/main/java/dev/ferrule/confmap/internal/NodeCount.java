package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;

/** Counts values. */
final class NodeCount {
  private NodeCount() {}

  static int of(ConfigNode node) {
    return switch (node) {
      case ConfigNode.MapNode map ->
          1 + map.entries().values().stream().mapToInt(NodeCount::of).sum();
      case ConfigNode.ListNode list -> 1 + list.elements().stream().mapToInt(NodeCount::of).sum();
      case ConfigNode.ScalarNode _ -> 1;
    };
  }
}

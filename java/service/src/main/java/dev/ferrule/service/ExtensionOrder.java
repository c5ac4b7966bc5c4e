package dev.ferrule.service;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Sorts extensions so that each comes after those that it depends on, and otherwise as they are
 * configured.
 */
final class ExtensionOrder {
  private final Map<ComponentId, Instance> all = new LinkedHashMap<>();
  private final List<Instance> sorted = new ArrayList<>();
  private final SequencedSet<ComponentId> path = new LinkedHashSet<>();

  private ExtensionOrder(List<Instance> extensions) {
    extensions.forEach(extension -> all.put(extension.id(), extension));
  }

  /**
   * The same extensions in start order.
   *
   * @throws ComponentException if one depends on what is not there, or on itself in the end
   */
  static List<Instance> of(List<Instance> extensions) {
    ExtensionOrder order = new ExtensionOrder(extensions);
    extensions.forEach(order::visit);
    return List.copyOf(order.sorted);
  }

  private void visit(Instance extension) {
    if (sorted.contains(extension)) {
      return;
    }
    if (!path.add(extension.id())) {
      throw new ComponentException(
          "unable to order extensions by dependencies, cycle found [%s]"
              .formatted(cycle(extension.id())));
    }
    for (ComponentId needed : ((Extension) extension.component()).dependencies()) {
      Instance dependency = all.get(needed);
      if (dependency == null) {
        throw new ComponentException(
            ("unable to find extension \"%s\" on which extension \"%s\" depends:"
                    + " list it under service::extensions")
                .formatted(needed, extension.id()));
      }
      visit(dependency);
    }
    path.remove(extension.id());
    sorted.add(extension);
  }

  /** {@code a -> b -> a}. */
  private String cycle(ComponentId start) {
    List<String> steps = new ArrayList<>();
    for (ComponentId id : path) {
      if (!steps.isEmpty() || id.equals(start)) {
        steps.add(id.toString());
      }
    }
    steps.add(start.toString());
    return String.join(" -> ", steps);
  }
}

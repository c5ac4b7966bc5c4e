package dev.ferrule.service;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Sorts extensions so that each comes after those that it depends on, and otherwise as they are
 * configured.
 */
final class ExtensionOrder {
  /** Gets what is wrong. */
  interface Report {
    /**
     * An extension cannot be put in its place.
     *
     * @param needed what is not there; null if that is not the reason
     * @param hint what to do about it
     */
    void broken(ComponentId extension, @Nullable ComponentId needed, String message, String hint);
  }

  private final Report report;
  private final Map<ComponentId, Instance> all = new LinkedHashMap<>();
  private final SequencedSet<Instance> sorted = new LinkedHashSet<>();
  private final SequencedSet<ComponentId> path = new LinkedHashSet<>();

  private ExtensionOrder(List<Instance> extensions, Report report) {
    extensions.forEach(extension -> all.put(extension.id(), extension));
    this.report = report;
  }

  /**
   * The same extensions in start order.
   *
   * @param report gets each that depends on what is not there, or on itself in the end
   */
  static List<Instance> of(List<Instance> extensions, Report report) {
    ExtensionOrder order = new ExtensionOrder(extensions, report);
    extensions.forEach(order::visit);
    return List.copyOf(order.sorted);
  }

  private void visit(Instance extension) {
    if (sorted.contains(extension)) {
      return;
    }
    if (!path.add(extension.id())) {
      report.broken(
          extension.id(),
          null,
          "unable to order extensions by dependencies, cycle found [%s]"
              .formatted(cycle(extension.id())),
          "let one of them do without the next");
      return;
    }
    for (ComponentId needed : ((Extension) extension.component()).dependencies()) {
      Instance dependency = all.get(needed);
      if (dependency == null) {
        report.broken(
            extension.id(),
            needed,
            "unable to find extension \"%s\" on which extension \"%s\" depends"
                .formatted(needed, extension.id()),
            "list it under service::extensions");
      } else {
        visit(dependency);
      }
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

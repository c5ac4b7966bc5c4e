package dev.ferrule.service;

import java.util.ArrayList;
import java.util.List;

/**
 * The components of a collector, by role.
 *
 * @param extensions in start order
 * @param exporters one for each signal of an id
 * @param processors downstream ones first
 * @param receivers one for each id
 */
record Graph(
    List<Instance> extensions,
    List<Instance> exporters,
    List<Instance> processors,
    List<Instance> receivers) {

  /** Pipeline components in start order: consumers before producers, receivers last. */
  List<Instance> pipelineComponents() {
    List<Instance> all = new ArrayList<>(exporters);
    all.addAll(processors);
    all.addAll(receivers);
    return all;
  }

  /** Every instance in start order, extensions first. */
  List<Instance> all() {
    List<Instance> all = new ArrayList<>(extensions);
    all.addAll(pipelineComponents());
    return all;
  }
}

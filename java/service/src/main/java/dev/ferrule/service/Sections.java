package dev.ferrule.service;

import dev.ferrule.component.Factories;
import dev.ferrule.component.Kind;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problems;
import dev.ferrule.confmap.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sections of a configuration, each where it was meant to be: one that is misspelled or stands
 * in the wrong place is one problem, and what depends on it none.
 */
final class Sections {
  static final String SERVICE = "service";
  private static final List<String> OF_SERVICE = List.of("pipelines", "telemetry");

  private final Factories factories;
  private final Problems problems;
  private final Map<String, ConfigNode> entries;
  private final Map<String, Position> positions;

  private Sections(MapNode root, Factories factories, Problems problems) {
    this.factories = factories;
    this.problems = problems;
    this.entries = new LinkedHashMap<>(root.entries());
    this.positions = new LinkedHashMap<>(root.keyPositions());
  }

  /** All that a configuration may have. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      names.add(kind.section());
    }
    names.add(SERVICE);
    return names;
  }

  /** The configuration with its sections in place, once each that is not was reported. */
  static MapNode inPlace(MapNode root, Factories factories, Problems problems) {
    Sections sections = new Sections(root, factories, problems);
    for (String key : root.entries().keySet()) {
      if (!names().contains(key)) {
        sections.unknown(key);
      }
    }
    for (Kind kind : Kind.values()) {
      if (root.get(kind.section()) instanceof MapNode section) {
        sections.tooDeep(kind, section);
      }
    }
    return new MapNode(root.position(), sections.entries, sections.positions);
  }

  private void unknown(String key) {
    Position position = positions.remove(key);
    ConfigNode node = entries.remove(key);
    if (node == null || position == null) {
      return;
    }
    Optional<String> near = Spelling.nearest(key, names());
    boolean ofService = OF_SERVICE.contains(key);
    problems.add(
        position,
        ConfigPath.ROOT.child(key),
        "unknown section",
        ofService ? "write it under service" : hint(key));
    if (ofService) {
      intoService(key, node, position);
    } else {
      near.ifPresent(name -> put(name, node, position));
    }
  }

  private static @Nullable String hint(String key) {
    return key.startsWith(".") || key.startsWith("x-")
        ? "there is no section for anchors alone; write each where its value is used first"
        : Spelling.hint(key, names(), "sections");
  }

  private void put(String name, ConfigNode node, Position position) {
    if (entries.putIfAbsent(name, node) == null) {
      positions.put(name, position);
    }
  }

  private void intoService(String key, ConfigNode node, Position position) {
    put(SERVICE, MapNode.empty(position), position);
    if (entries.get(SERVICE) instanceof MapNode service && service.get(key) == null) {
      Map<String, ConfigNode> all = new LinkedHashMap<>(service.entries());
      Map<String, Position> places = new LinkedHashMap<>(service.keyPositions());
      all.put(key, node);
      places.put(key, position);
      entries.put(SERVICE, new MapNode(service.position(), all, places));
    }
  }

  /** Takes out what was taken for components because it is indented as they are. */
  private void tooDeep(Kind kind, MapNode section) {
    Map<String, ConfigNode> components = new LinkedHashMap<>(section.entries());
    for (String name : names()) {
      ConfigNode node = section.get(name);
      if (node == null || factories.find(kind, name).isPresent()) {
        continue;
      }
      Position position = section.keyPosition(name);
      problems.add(
          position,
          ConfigPath.ROOT.child(kind.section()).child(name),
          "unknown type: \"%s\" for id: \"%s\"".formatted(name, name),
          "\"%s\" is a section: begin its line without blanks".formatted(name));
      components.remove(name);
      put(name, node, position);
    }
    entries.put(
        kind.section(), new MapNode(section.position(), components, section.keyPositions()));
  }
}

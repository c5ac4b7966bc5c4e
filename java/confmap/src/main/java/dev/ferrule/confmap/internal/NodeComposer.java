package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problems;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Builds the nodes of one document from parser events. It keeps its own stack, so that the depth of
 * a document is bounded by a limit and not by the thread's stack.
 */
final class NodeComposer {
  private final Iterator<Event> events;
  private final YamlReader.Places places;
  private final Problems problems = new Problems();
  private final Deque<NodeFrame> open = new ArrayDeque<>();
  // An anchor whose node is not complete yet has an empty value.
  private final Map<Anchor, Optional<Composed>> anchors = new HashMap<>();
  // Where the text ends, if it ends in the middle of a line.
  private final int unendedAt;
  private int count;
  private @Nullable Composed root;
  private @Nullable Position unread;

  NodeComposer(String text, Iterator<Event> events, YamlReader.Places places) {
    this.events = events;
    this.places = places;
    this.unendedAt =
        text.endsWith("\n") ? Integer.MAX_VALUE : text.codePointCount(0, text.length());
  }

  YamlDocument compose() {
    while (events.hasNext()) {
      Event event = events.next();
      // Later documents are not even parsed, as in Go.
      if (event instanceof DocumentEndEvent) {
        // But the parser complains here if what follows is no document: Go leaves it unread.
        Event after = events.next();
        unread = after instanceof DocumentStartEvent ? position(after) : null;
        break;
      }
      take(event);
    }
    problems.throwIfAny();
    if (root == null) {
      return new YamlDocument(new ScalarNode(places.at(1, 1), null, null), null, unread);
    }
    return new YamlDocument(root.node(), root.unusable(), unread);
  }

  private void take(Event event) {
    Position position = position(event);
    switch (event) {
      case ScalarEvent scalar ->
          deliver(anchor(scalar), ScalarReader.read(scalar, text(scalar), position));
      case AliasEvent alias -> deliver(null, target(alias, position));
      case MappingStartEvent start -> push(new MapFrame(position, anchor(start), problems));
      case SequenceStartEvent start -> push(new ListFrame(position, anchor(start)));
      case MappingEndEvent _, SequenceEndEvent _ -> {
        NodeFrame frame = open.pop();
        deliver(frame.anchor(), frame.finish());
      }
      default -> {
        // Stream and document starts carry nothing.
      }
    }
  }

  private void push(NodeFrame frame) {
    if (open.size() >= Limits.DEPTH) {
      throw ConfigException.of(frame.position(), tooDeep());
    }
    if (frame.anchor() != null) {
      anchors.put(frame.anchor(), Optional.empty());
    }
    open.push(frame);
  }

  private void deliver(@Nullable Anchor anchor, Composed composed) {
    Position position = composed.node().position();
    // A collection's children were counted when they were delivered.
    boolean alias = anchor == null && composed.aliased();
    count += alias ? composed.size() : 1;
    if (count > Limits.NODES) {
      throw ConfigException.of(position, "the document holds too many values, counting aliases");
    }
    if (open.size() + composed.height() > Limits.DEPTH) {
      throw ConfigException.of(position, tooDeep());
    }
    if (anchor != null) {
      anchors.put(anchor, Optional.of(composed));
    }
    NodeFrame parent = open.peek();
    if (parent == null) {
      root = composed;
    } else {
      parent.add(composed);
    }
  }

  private Composed target(AliasEvent alias, Position position) {
    Anchor anchor = alias.getAlias();
    Optional<Composed> target = anchors.get(anchor);
    if (target == null) {
      String name = anchor.getValue();
      throw ConfigException.of(
          position,
          "invalid YAML: unknown anchor \"%s\" referenced".formatted(name),
          name.matches("[\\w-]+")
              ? "write &%s before the value that is meant, further up".formatted(name)
              : "put a value that begins with * in quotes");
    }
    return target
        .map(Composed::asAlias)
        .orElseThrow(() ->
            ConfigException.of(
                position,
                "invalid YAML: anchor \"%s\" value contains itself".formatted(anchor.getValue())));
  }

  private Position position(Event event) {
    Mark mark = event.getStartMark().orElse(null);
    return mark == null ? places.at(1, 1) : places.at(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Go does not end a block scalar with a line break that the text does not have. */
  private String text(ScalarEvent event) {
    String text = event.getValue();
    boolean block = event.isLiteral() || event.isFolded();
    boolean last = event.getEndMark().map(Mark::getIndex).orElse(0) >= unendedAt;
    return block && last && text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static @Nullable Anchor anchor(NodeEvent event) {
    return event.getAnchor().orElse(null);
  }

  private static String tooDeep() {
    return "maps and lists are nested more than " + Limits.DEPTH + " deep";
  }
}

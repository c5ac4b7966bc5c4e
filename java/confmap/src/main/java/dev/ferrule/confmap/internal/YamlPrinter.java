package dev.ferrule.confmap.internal;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints a tree in Go's dialect of YAML: quoted is what would not be read as a string there. */
public final class YamlPrinter {
  // What only an escape keeps as it is.
  private static final Pattern UNUSUAL = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029\ufeff]");
  private static final int INDENT = 4;
  private static final int WIDEST = 4096;
  private static final ImplicitTuple UNTAGGED = new ImplicitTuple(true, true);

  private final StringBuilder text = new StringBuilder();
  private final Emitter emitter;

  /** A printer for one tree. */
  public YamlPrinter() {
    DumpSettings settings =
        DumpSettings.builder()
            .setIndent(INDENT)
            .setIndicatorIndent(INDENT - 2)
            .setIndentWithIndicator(true)
            .setSplitLines(false)
            .setWidth(WIDEST)
            .setMaxSimpleKeyLength(1024)
            .build();
    emitter = new Emitter(settings, new Text());
  }

  /** The text of the tree, with a line break at the end. */
  public String print(JsonNode tree) {
    emitter.emit(new StreamStartEvent());
    emitter.emit(new DocumentStartEvent(false, Optional.empty(), Map.of()));
    emit(tree);
    emitter.emit(new DocumentEndEvent(false));
    emitter.emit(new StreamEndEvent());
    return text.toString();
  }

  private void emit(JsonNode node) {
    switch (node) {
      case ObjectNode object -> {
        FlowStyle style = object.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
        emitter.emit(new MappingStartEvent(Optional.empty(), Optional.empty(), true, style));
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          string(entry.getKey());
          emit(entry.getValue());
        }
        emitter.emit(new MappingEndEvent());
      }
      case ArrayNode array -> {
        FlowStyle style = array.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
        emitter.emit(new SequenceStartEvent(Optional.empty(), Optional.empty(), true, style));
        array.forEach(this::emit);
        emitter.emit(new SequenceEndEvent());
      }
      default -> scalar(node);
    }
  }

  private void scalar(JsonNode node) {
    switch (node.getNodeType()) {
      case STRING -> string(node.stringValue());
      case NUMBER -> plain(number(node));
      case BOOLEAN -> plain(Boolean.toString(node.booleanValue()));
      default -> plain("null");
    }
  }

  private static String number(JsonNode node) {
    if (!node.isFloatingPointNumber()) {
      return node.asString();
    }
    double value = node.doubleValue();
    if (Double.isNaN(value)) {
      return ".nan";
    }
    return Double.isInfinite(value) ? (value > 0 ? ".inf" : "-.inf") : node.asString();
  }

  private void string(String value) {
    if (UNUSUAL.matcher(value).find()) {
      scalar(value, ScalarStyle.DOUBLE_QUOTED);
    } else if (value.equals("<<") || !(GoScalar.resolve(value, true) instanceof String)) {
      scalar(value, ScalarStyle.SINGLE_QUOTED);
    } else {
      // The emitter quotes what cannot stand without quotes.
      plain(value);
    }
  }

  private void plain(String value) {
    scalar(value, ScalarStyle.PLAIN);
  }

  private void scalar(String value, ScalarStyle style) {
    emitter.emit(new ScalarEvent(Optional.empty(), Optional.empty(), UNTAGGED, value, style));
  }

  private final class Text implements StreamDataWriter {
    @Override
    public void write(String part) {
      text.append(part);
    }

    @Override
    public void write(String part, int offset, int length) {
      text.append(part, offset, offset + length);
    }
  }
}

package dev.ferrule.exporter.debug.internal;

import dev.ferrule.pdata.EntityRefView;
import dev.ferrule.pdata.KeyValueView;
import dev.ferrule.pdata.RepeatedView;
import dev.ferrule.pdata.ResourceView;
import dev.ferrule.pdata.ScopeView;

/** What the three signals have in common at detailed verbosity: every field has its line. */
final class DetailedText {
  private static final String ITEM = "     -> ";
  private static final String INDENT = "     ";
  private static final int NAME_WIDTH = 15;

  private final StringBuilder out = new StringBuilder();

  /** A line made of those parts. */
  void line(Object... parts) {
    for (Object part : parts) {
      out.append(part);
    }
    out.append('\n');
  }

  /** An indented line with the values of a column below each other. */
  void field(String name, Object value) {
    out.append("    ").append(name).repeat(' ', Math.max(0, NAME_WIDTH - name.length()));
    line(": ", value);
  }

  /** A line with an arrow. */
  void item(String name, Object value) {
    line(ITEM, name, ": ", value);
  }

  /** A heading and an arrow for each attribute; nothing if there are none. */
  void attributes(String heading, RepeatedView<KeyValueView> attributes) {
    attributes("", heading, attributes);
  }

  /** The same with the heading on an arrow itself, hence one step further in. */
  void itemAttributes(String heading, RepeatedView<KeyValueView> attributes) {
    attributes(INDENT, ITEM + heading, attributes);
  }

  private void attributes(String indent, String heading, RepeatedView<KeyValueView> attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    line(heading, ":");
    attributes.forEach(
        attribute -> line(indent, ITEM, attribute.key(), ": ", ValueText.typed(attribute.value())));
  }

  void resource(String name, int index, ResourceView resource, String schemaUrl) {
    line(name, " #", index);
    line("Resource SchemaURL: ", schemaUrl);
    attributes("Resource attributes", resource.attributes());
    if (!resource.entityRefs().isEmpty()) {
      line("Resource entity refs:");
      int i = 0;
      for (EntityRefView ref : resource.entityRefs()) {
        line(ITEM, "Entity ref #", i++, ":");
        entityRef(ref);
      }
    }
  }

  private void entityRef(EntityRefView ref) {
    line(INDENT, ITEM, "Type: ", ref.type());
    if (!ref.schemaUrl().isEmpty()) {
      line(INDENT, ITEM, "Schema URL: ", ref.schemaUrl());
    }
    keys("ID keys", ref.idKeys());
    keys("Description keys", ref.descriptionKeys());
  }

  private void keys(String heading, RepeatedView<String> keys) {
    if (!keys.isEmpty()) {
      line(INDENT, ITEM, heading, ":");
      keys.forEach(key -> line(INDENT, INDENT, ITEM, key));
    }
  }

  void scope(String name, int index, ScopeView scope, String schemaUrl) {
    line(name, " #", index);
    line(name, " SchemaURL: ", schemaUrl);
    line("InstrumentationScope ", scope.name(), " ", scope.version());
    attributes("InstrumentationScope attributes", scope.attributes());
  }

  @Override
  public String toString() {
    return out.toString();
  }
}

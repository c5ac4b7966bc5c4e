package dev.ferrule.exporter.debug.internal;

import dev.ferrule.pdata.KeyValueView;
import dev.ferrule.pdata.RepeatedView;
import dev.ferrule.pdata.ResourceView;
import dev.ferrule.pdata.ScopeView;

/** What the three signals have in common at normal verbosity: a line a resource, a line a scope. */
final class NormalText {
  private final StringBuilder out = new StringBuilder();

  NormalText resource(String name, int index, ResourceView resource, String schemaUrl) {
    out.append(name).append(" #").append(index);
    if (!schemaUrl.isEmpty()) {
      out.append(" [").append(schemaUrl).append(']');
    }
    return attributes(" ", resource.attributes()).append("\n");
  }

  NormalText scope(String name, int index, ScopeView scope, String schemaUrl) {
    out.append(name).append(" #").append(index);
    String identity =
        scope.version().isEmpty() ? scope.name() : scope.name() + "@" + scope.version();
    if (!identity.isEmpty()) {
      out.append(' ').append(identity);
    }
    if (!schemaUrl.isEmpty()) {
      out.append(" [").append(schemaUrl).append(']');
    }
    return attributes(" ", scope.attributes()).append("\n");
  }

  /** {@code key=value} for each attribute, the text given before each. */
  NormalText attributes(String before, RepeatedView<KeyValueView> attributes) {
    attributes.forEach(attribute ->
        out.append(before)
            .append(attribute.key())
            .append('=')
            .append(ValueText.plain(attribute.value())));
    return this;
  }

  /** {@code key=value} for each attribute, the text given between two. */
  NormalText joined(String between, RepeatedView<KeyValueView> attributes) {
    int start = out.length();
    attributes(between, attributes);
    if (!attributes.isEmpty()) {
      out.delete(start, start + between.length());
    }
    return this;
  }

  NormalText append(String text) {
    out.append(text);
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}

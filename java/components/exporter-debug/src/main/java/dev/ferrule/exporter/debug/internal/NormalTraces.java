package dev.ferrule.exporter.debug.internal;

import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.ResourceSpansView;
import dev.ferrule.pdata.ScopeSpansView;
import dev.ferrule.pdata.SpanView;
import dev.ferrule.pdata.TracesView;

/** Traces at normal verbosity: a line a span. */
final class NormalTraces {
  private NormalTraces() {}

  static String text(Batch batch) {
    NormalText text = new NormalText();
    int i = 0;
    for (ResourceSpansView resource : TracesView.of(batch).resourceSpans()) {
      text.resource("ResourceTraces", i++, resource.resource(), resource.schemaUrl());
      int j = 0;
      for (ScopeSpansView scope : resource.scopeSpans()) {
        text.scope("ScopeTraces", j++, scope.scope(), scope.schemaUrl());
        for (SpanView span : scope.spans()) {
          text.append(span.name())
              .append(" ")
              .append(Names.id(span.traceId()))
              .append(" ")
              .append(Names.id(span.spanId()))
              .attributes(" ", span.attributes())
              .append("\n");
        }
      }
    }
    return text.toString();
  }
}

package dev.ferrule.exporter.debug.internal;

import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.RepeatedView;
import dev.ferrule.pdata.ResourceSpansView;
import dev.ferrule.pdata.ScopeSpansView;
import dev.ferrule.pdata.SpanEventView;
import dev.ferrule.pdata.SpanLinkView;
import dev.ferrule.pdata.SpanView;
import dev.ferrule.pdata.TracesView;

/** Traces at detailed verbosity. */
final class DetailedTraces {
  private final DetailedText text = new DetailedText();

  private DetailedTraces() {}

  static String text(Batch batch) {
    DetailedTraces traces = new DetailedTraces();
    int i = 0;
    for (ResourceSpansView resource : TracesView.of(batch).resourceSpans()) {
      traces.text.resource("ResourceSpans", i++, resource.resource(), resource.schemaUrl());
      int j = 0;
      for (ScopeSpansView scope : resource.scopeSpans()) {
        traces.text.scope("ScopeSpans", j++, scope.scope(), scope.schemaUrl());
        int k = 0;
        for (SpanView span : scope.spans()) {
          traces.text.line("Span #", k++);
          traces.span(span);
        }
      }
    }
    return traces.text.toString();
  }

  private void span(SpanView span) {
    text.field("Trace ID", Names.id(span.traceId()));
    text.field("Parent ID", Names.id(span.parentSpanId()));
    text.field("ID", Names.id(span.spanId()));
    text.field("Name", span.name());
    text.field("Kind", Names.spanKind(span.kind()));
    String traceState = span.traceState();
    if (!traceState.isEmpty()) {
      text.field("TraceState", traceState);
    }
    text.field("Start time", Names.time(span.startTimeUnixNano()));
    text.field("End time", Names.time(span.endTimeUnixNano()));
    text.field("Status code", Names.statusCode(span.status().code()));
    text.field("Status message", span.status().message());
    text.field("DroppedAttributesCount", span.droppedAttributesCount());
    text.field("DroppedEventsCount", span.droppedEventsCount());
    text.field("DroppedLinksCount", span.droppedLinksCount());
    text.attributes("Attributes", span.attributes());
    events(span.events());
    links(span.links());
  }

  private void events(RepeatedView<SpanEventView> events) {
    if (events.isEmpty()) {
      return;
    }
    text.line("Events:");
    int i = 0;
    for (SpanEventView event : events) {
      text.line("SpanEvent #", i++);
      text.item("Name", event.name());
      text.item("Timestamp", Names.time(event.timeUnixNano()));
      text.item("DroppedAttributesCount", event.droppedAttributesCount());
      // Two colons, here and below: the Collector prints them.
      text.itemAttributes("Attributes:", event.attributes());
    }
  }

  private void links(RepeatedView<SpanLinkView> links) {
    if (links.isEmpty()) {
      return;
    }
    text.line("Links:");
    int i = 0;
    for (SpanLinkView link : links) {
      text.line("SpanLink #", i++);
      text.item("Trace ID", Names.id(link.traceId()));
      text.item("ID", Names.id(link.spanId()));
      text.item("TraceState", link.traceState());
      text.item("DroppedAttributesCount", link.droppedAttributesCount());
      text.itemAttributes("Attributes:", link.attributes());
    }
  }
}

package dev.ferrule.exporter.debug.internal;

import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.LogRecordView;
import dev.ferrule.pdata.LogsView;
import dev.ferrule.pdata.ResourceLogsView;
import dev.ferrule.pdata.ScopeLogsView;

/** Logs at detailed verbosity. */
final class DetailedLogs {
  private DetailedLogs() {}

  static String text(Batch batch) {
    DetailedText text = new DetailedText();
    int i = 0;
    for (ResourceLogsView resource : LogsView.of(batch).resourceLogs()) {
      text.resource("ResourceLog", i++, resource.resource(), resource.schemaUrl());
      int j = 0;
      for (ScopeLogsView scope : resource.scopeLogs()) {
        text.scope("ScopeLogs", j++, scope.scope(), scope.schemaUrl());
        int k = 0;
        for (LogRecordView log : scope.logRecords()) {
          text.line("LogRecord #", k++);
          logRecord(text, log);
        }
      }
    }
    return text.toString();
  }

  private static void logRecord(DetailedText text, LogRecordView log) {
    int severity = log.severityNumber();
    text.line("ObservedTimestamp: ", Names.time(log.observedTimeUnixNano()));
    text.line("Timestamp: ", Names.time(log.timeUnixNano()));
    text.line("SeverityText: ", log.severityText());
    text.line("SeverityNumber: ", Names.severity(severity), "(", severity, ")");
    String eventName = log.eventName();
    if (!eventName.isEmpty()) {
      text.line("EventName: ", eventName);
    }
    text.line("Body: ", ValueText.typed(log.body()));
    text.attributes("Attributes", log.attributes());
    text.line("Trace ID: ", Names.id(log.traceId()));
    text.line("Span ID: ", Names.id(log.spanId()));
    text.line("Flags: ", log.flags());
  }
}

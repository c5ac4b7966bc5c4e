package dev.ferrule.exporter.debug.internal;

import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.LogRecordView;
import dev.ferrule.pdata.LogsView;
import dev.ferrule.pdata.ResourceLogsView;
import dev.ferrule.pdata.ScopeLogsView;

/** Logs at normal verbosity: a line a record, or as many as its body has. */
final class NormalLogs {
  private NormalLogs() {}

  static String text(Batch batch) {
    NormalText text = new NormalText();
    int i = 0;
    for (ResourceLogsView resource : LogsView.of(batch).resourceLogs()) {
      text.resource("ResourceLog", i++, resource.resource(), resource.schemaUrl());
      int j = 0;
      for (ScopeLogsView scope : resource.scopeLogs()) {
        text.scope("ScopeLog", j++, scope.scope(), scope.schemaUrl());
        for (LogRecordView log : scope.logRecords()) {
          text.append(ValueText.plain(log.body()))
              .append(" ")
              .joined(" ", log.attributes())
              .append("\n");
        }
      }
    }
    return text.toString();
  }
}

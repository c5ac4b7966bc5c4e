package dev.ferrule.service;

import dev.ferrule.component.ExporterFactory;
import dev.ferrule.component.ExtensionFactory;
import dev.ferrule.component.Factory;
import dev.ferrule.component.ProcessorFactory;
import dev.ferrule.component.ReceiverFactory;
import dev.ferrule.component.Stability;
import dev.ferrule.pdata.Signal;
import dev.ferrule.service.internal.SettingRows;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Reference pages in Markdown, made from what components declare of themselves. */
public final class ConfigReference {
  private ConfigReference() {}

  /** The page of one component. */
  public static String page(Factory<?> factory) {
    StringBuilder page = new StringBuilder();
    page.append("# `%s` (%s)\n\n".formatted(factory.type(), factory.kind().id()));
    ObjectNode schema = factory.config().schema();
    String description = schema.path("description").asString("");
    if (!description.isEmpty()) {
      page.append(description).append("\n\n");
    }
    page.append("Stability: ").append(stability(factory)).append(".\n");
    factory
        .deprecatedAlias()
        .ifPresent(alias ->
            page.append("\nThe old name `%s` still works, with a warning.\n".formatted(alias)));
    return page.append('\n').append(SettingRows.tables(schema)).toString();
  }

  /** The page of {@code service}. */
  public static String servicePage() {
    ObjectNode schema = ServiceConfig.TYPE.schema();
    return "# `service`\n\n%s\n\n%s"
        .formatted(schema.path("description").asString(""), SettingRows.tables(schema));
  }

  private static String stability(Factory<?> factory) {
    return switch (factory) {
      case ReceiverFactory<?> receiver -> bySignal(receiver.stability());
      case ProcessorFactory<?> processor -> bySignal(processor.stability());
      case ExporterFactory<?> exporter -> bySignal(exporter.stability());
      case ExtensionFactory<?> extension -> extension.stability().toString();
    };
  }

  private static String bySignal(Map<Signal, Stability> stability) {
    return stability.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey().id() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}

package dev.ferrule.nativehost;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Kind;
import dev.ferrule.component.ServiceDescription;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The description of a collector as the header says it crosses the boundary. */
final class ServiceJson {
  private ServiceJson() {}

  static String of(ServiceDescription service) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.putObject("build")
        .put("command", service.build().command())
        .put("description", service.build().description())
        .put("version", service.build().version());
    root.put("started_unix_ms", service.started().toEpochMilli());
    ArrayNode pipelines = root.putArray("pipelines");
    for (ServiceDescription.Pipeline pipeline : service.pipelines()) {
      ObjectNode node = pipelines.addObject().put("id", pipeline.id());
      put(node, "receivers", pipeline.receivers());
      put(node, "processors", pipeline.processors());
      put(node, "exporters", pipeline.exporters());
    }
    ArrayNode components = root.putArray("components");
    ArrayNode extensions = root.putArray("extensions");
    for (ServiceDescription.Instance instance : service.components()) {
      ObjectNode node =
          components
              .addObject()
              .put("kind", instance.kind().id())
              .put("id", instance.id().toString())
              .put("label", instance.label())
              .put("status", instance.status().status().text())
              .put("error", instance.status().error());
      if (instance.since() == null) {
        node.putNull("since_unix_ms");
      } else {
        node.put("since_unix_ms", instance.since().toEpochMilli());
      }
      if (instance.kind() == Kind.EXTENSION) {
        extensions.add(instance.id().toString());
      }
    }
    return Json.MAPPER.writeValueAsString(root);
  }

  private static void put(ObjectNode node, String key, List<ComponentId> ids) {
    ArrayNode array = node.putArray(key);
    ids.forEach(id -> array.add(id.toString()));
  }
}

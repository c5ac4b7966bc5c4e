package dev.ferrule.nativehost;

import dev.ferrule.component.Kind;
import dev.ferrule.component.Stability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a plugin says of itself.
 *
 * @param path of the file
 * @param manifest a JSON object, for a reader; empty if the plugin says nothing
 * @param components in the order of the plugin
 * @param skipped what it offers that this host does not know, a sentence each
 */
public record PluginInspection(
    Path path,
    String name,
    String version,
    int abiMajor,
    int abiMinor,
    String manifest,
    List<Component> components,
    List<String> skipped) {
  /** Copies the lists. */
  public PluginInspection {
    components = List.copyOf(components);
    skipped = List.copyOf(skipped);
  }

  /**
   * One component.
   *
   * @param functions those that it offers of the ones that it need not
   * @param defaults its settings if the user says nothing, JSON for a reader; empty if it does not
   *     give them
   * @param schema a JSON Schema of them, likewise
   * @param faults why it cannot be used, a sentence each
   */
  public record Component(
      Kind kind,
      String type,
      Stability stability,
      List<String> functions,
      Optional<String> defaults,
      Optional<String> schema,
      List<String> faults) {
    /** Copies the lists. */
    public Component {
      functions = List.copyOf(functions);
      faults = List.copyOf(faults);
    }
  }

  /**
   * Loads a plugin, asks it, and closes it for the life of the process. What a plugin does wrong
   * can end the process, so this is for a process that has nothing else to do.
   *
   * @param limit how long one call may take
   * @param steps gets what is done next, such as {@code opening it}, before it is done
   * @throws NativePluginException if the file is no plugin that this host can use
   */
  public static PluginInspection of(Path file, Duration limit, Consumer<String> steps) {
    NativePlugin.checkAccess(file);
    return new Inspector(file, limit, steps).inspect();
  }

  /** All of it as one JSON object, for a program. */
  public String toJson() {
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("path", path.toString())
            .put("name", name)
            .put("version", version);
    root.putObject("abi").put("major", abiMajor).put("minor", abiMinor);
    putJson(root, "manifest", manifest.isEmpty() ? Optional.empty() : Optional.of(manifest));
    ArrayNode list = root.putArray("components");
    for (Component component : components) {
      ObjectNode node =
          list.addObject()
              .put("kind", component.kind.id())
              .put("type", component.type)
              .put("stability", component.stability.toString());
      put(node, "functions", component.functions);
      putJson(node, "defaults", component.defaults);
      putJson(node, "schema", component.schema);
      put(node, "faults", component.faults);
    }
    put(root, "skipped", skipped);
    return Json.pretty(root);
  }

  private static void put(ObjectNode node, String key, List<String> texts) {
    ArrayNode array = node.putArray(key);
    texts.forEach(array::add);
  }

  private static void putJson(ObjectNode node, String key, Optional<String> json) {
    node.set(key, json.map(Json::read).orElseGet(Json.MAPPER::nullNode));
  }
}

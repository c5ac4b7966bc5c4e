package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A {@code ferrule_plugin}, checked.
 *
 * @param manifest what the plugin says of itself, a JSON object; empty if it says nothing
 * @param components in the order of the plugin, only those of kinds that this host knows
 * @param skipped what the plugin offers beyond that, a sentence each
 */
record PluginTable(
    String name,
    String version,
    int abiMinor,
    String manifest,
    List<NativeComponent> components,
    List<String> skipped,
    MemorySegment stats,
    MemorySegment close) {
  private static final int MAX_COMPONENTS = 1024;
  private static final int MAX_NAME_BYTES = 256;
  private static final int MAX_MANIFEST_BYTES = 64 << 10;

  /**
   * Reads one.
   *
   * @throws Refusal if it breaks a rule of the header
   */
  static PluginTable read(MemorySegment pointer) throws Refusal {
    if (Memory.isNull(pointer)) {
      throw new Refusal("opened, but gave nothing");
    }
    Memory.requireAligned(pointer, "its struct");
    // Size and magic first: without them the rest means nothing.
    MemorySegment head = Memory.at(pointer, Layout.FerrulePlugin.ABI_MAJOR);
    int magic = head.get(JAVA_INT, Layout.FerrulePlugin.MAGIC);
    if (magic != Abi.MAGIC) {
      throw new Refusal(
          "is not a Ferrule plugin: its magic number is %08x, not %08x"
              .formatted(magic, Abi.MAGIC));
    }
    int size = head.get(JAVA_INT, Layout.FerrulePlugin.SIZE);
    if (Integer.compareUnsigned(size, (int) Layout.FerrulePlugin.BYTES) < 0) {
      throw new Refusal(
          "its struct has %s bytes, at least %d are needed"
              .formatted(Integer.toUnsignedString(size), Layout.FerrulePlugin.BYTES));
    }
    MemorySegment struct = Memory.at(pointer, Layout.FerrulePlugin.BYTES);
    int major = Short.toUnsignedInt(struct.get(JAVA_SHORT, Layout.FerrulePlugin.ABI_MAJOR));
    if (major != Abi.ABI_MAJOR) {
      throw new Refusal(
          "speaks version %d of the plugin interface, this host version %d"
              .formatted(major, Abi.ABI_MAJOR));
    }
    int minor = Short.toUnsignedInt(struct.get(JAVA_SHORT, Layout.FerrulePlugin.ABI_MINOR));
    List<String> skipped = new ArrayList<>();
    return new PluginTable(
        name(struct, Layout.FerrulePlugin.NAME, "name"),
        name(struct, Layout.FerrulePlugin.VERSION, "version"),
        minor,
        manifest(struct),
        components(struct, minor, skipped),
        List.copyOf(skipped),
        NativeComponent.function(struct, Layout.FerrulePlugin.STATS, "has no stats"),
        NativeComponent.function(struct, Layout.FerrulePlugin.CLOSE, "has no close"));
  }

  private static String name(MemorySegment struct, long offset, String what) throws Refusal {
    MemorySegment pointer = struct.get(ADDRESS, offset);
    @Nullable String name = Memory.isNull(pointer) ? null : Memory.cString(pointer, MAX_NAME_BYTES);
    if (name == null || name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
      throw new Refusal(
          "has no valid %s: up to %d bytes of UTF-8 are needed".formatted(what, MAX_NAME_BYTES));
    }
    return name;
  }

  private static String manifest(MemorySegment struct) throws Refusal {
    MemorySegment pointer = struct.get(ADDRESS, Layout.FerrulePlugin.MANIFEST_JSON);
    if (Memory.isNull(pointer)) {
      return "";
    }
    @Nullable String manifest = Memory.cString(pointer, MAX_MANIFEST_BYTES);
    try {
      if (manifest != null && Json.read(manifest).isObject()) {
        return manifest;
      }
    } catch (JacksonException e) {
      throw new Refusal("its manifest is no JSON: " + e.getOriginalMessage());
    }
    throw new Refusal(
        "has no valid manifest: a JSON object of up to %d bytes is needed"
            .formatted(MAX_MANIFEST_BYTES));
  }

  private static List<NativeComponent> components(
      MemorySegment struct, int minor, List<String> skipped) throws Refusal {
    int count = struct.get(JAVA_INT, Layout.FerrulePlugin.N_COMPONENTS);
    if (count < 1 || count > MAX_COMPONENTS) {
      throw new Refusal(
          "offers %s components, 1 to %d are allowed"
              .formatted(Integer.toUnsignedString(count), MAX_COMPONENTS));
    }
    MemorySegment pointer = struct.get(ADDRESS, Layout.FerrulePlugin.COMPONENTS);
    if (Memory.isNull(pointer)) {
      throw new Refusal("its list of components is NULL");
    }
    Memory.requireAligned(pointer, "its list of components");
    MemorySegment pointers = Memory.at(pointer, count * ADDRESS.byteSize());
    List<NativeComponent> components = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < count; i++) {
      NativeComponent component = NativeComponent.read(pointers.getAtIndex(ADDRESS, i), i);
      if (!seen.add(component.kind() + "/" + component.type())) {
        throw new Refusal("offers component \"" + component.type() + "\" twice");
      }
      if (component.kind() == Abi.EXTENSION) {
        components.add(component);
      } else if (minor > Abi.ABI_MINOR) {
        skipped.add(
            "component \"%s\" is of kind %d, which this host does not support yet"
                .formatted(component.type(), component.kind()));
      } else {
        throw new Refusal(
            "component \"%s\" is of kind %d; only extensions (%d) are allowed"
                .formatted(component.type(), component.kind(), Abi.EXTENSION));
      }
    }
    return List.copyOf(components);
  }
}

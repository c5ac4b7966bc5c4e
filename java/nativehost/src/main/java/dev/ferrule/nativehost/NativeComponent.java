package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Stability;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A {@code ferrule_component}, checked: each function that must be is there.
 *
 * @param dependencies may be NULL, as may configSchema, notification, getInterface and cancel
 * @param notification the function {@code notify}
 */
record NativeComponent(
    int kind,
    String type,
    Stability stability,
    MemorySegment defaultConfig,
    MemorySegment configSchema,
    MemorySegment validate,
    MemorySegment dependencies,
    MemorySegment create,
    MemorySegment start,
    MemorySegment notification,
    MemorySegment getInterface,
    MemorySegment cancel,
    MemorySegment shutdown,
    MemorySegment destroy) {
  private static final int MAX_TYPE_BYTES = 63;

  /**
   * Reads one.
   *
   * @param pointer to the struct
   * @param index of it in the plugin, for messages
   * @throws Refusal if it breaks a rule of the header
   */
  static NativeComponent read(MemorySegment pointer, int index) throws Refusal {
    String which = "component " + index;
    if (Memory.isNull(pointer)) {
      throw new Refusal(which + " is NULL");
    }
    Memory.requireAligned(pointer, which);
    int size = Memory.at(pointer, Integer.BYTES).get(JAVA_INT, 0);
    if (Integer.compareUnsigned(size, (int) Layout.FerruleComponent.BYTES) < 0) {
      throw new Refusal(
          "%s has a struct of %s bytes, at least %d are needed"
              .formatted(which, Integer.toUnsignedString(size), Layout.FerruleComponent.BYTES));
    }
    MemorySegment struct = Memory.at(pointer, Layout.FerruleComponent.BYTES);
    MemorySegment typeName = struct.get(ADDRESS, Layout.FerruleComponent.TYPE_NAME);
    @Nullable String type =
        Memory.isNull(typeName) ? null : Memory.cString(typeName, MAX_TYPE_BYTES);
    if (type == null || !ComponentId.isValidType(type)) {
      throw new Refusal(
          which
              + (type == null ? " has no valid type name" : " has the type name \"" + type + "\"")
              + "; a letter and up to 62 letters, digits or underscores are needed");
    }
    which = "component \"" + type + "\"";
    return new NativeComponent(
        struct.get(JAVA_INT, Layout.FerruleComponent.KIND),
        type,
        stability(struct.get(JAVA_INT, Layout.FerruleComponent.STABILITY), which),
        function(struct, Layout.FerruleComponent.DEFAULT_CONFIG, which + " has no default_config"),
        struct.get(ADDRESS, Layout.FerruleComponent.CONFIG_SCHEMA),
        function(struct, Layout.FerruleComponent.VALIDATE, which + " has no validate"),
        struct.get(ADDRESS, Layout.FerruleComponent.DEPENDENCIES),
        function(struct, Layout.FerruleComponent.CREATE, which + " has no create"),
        function(struct, Layout.FerruleComponent.START, which + " has no start"),
        struct.get(ADDRESS, Layout.FerruleComponent.NOTIFY),
        struct.get(ADDRESS, Layout.FerruleComponent.GET_INTERFACE),
        struct.get(ADDRESS, Layout.FerruleComponent.CANCEL),
        function(struct, Layout.FerruleComponent.SHUTDOWN, which + " has no shutdown"),
        function(struct, Layout.FerruleComponent.DESTROY, which + " has no destroy"));
  }

  private static Stability stability(int level, String which) throws Refusal {
    return switch (level) {
      case Abi.UNDEFINED -> Stability.UNDEFINED;
      case Abi.UNMAINTAINED -> Stability.UNMAINTAINED;
      case Abi.DEPRECATED -> Stability.DEPRECATED;
      case Abi.DEVELOPMENT -> Stability.DEVELOPMENT;
      case Abi.ALPHA -> Stability.ALPHA;
      case Abi.BETA -> Stability.BETA;
      case Abi.STABLE -> Stability.STABLE;
      default ->
          throw new Refusal(which + " has stability level " + level + ", which does not exist");
    };
  }

  /** A function pointer that must not be NULL. */
  static MemorySegment function(MemorySegment struct, long offset, String missing) throws Refusal {
    MemorySegment function = struct.get(ADDRESS, offset);
    if (Memory.isNull(function)) {
      throw new Refusal(missing);
    }
    return function;
  }
}

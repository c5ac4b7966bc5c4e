package dev.ferrule.component;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The name of one configured component, {@code type} or {@code type/name}.
 *
 * @param type a letter, then up to 62 letters, digits or underscores
 * @param name empty, or up to 1024 bytes without separators, control characters or symbols
 */
public record ComponentId(String type, String name) implements Comparable<ComponentId> {
  private static final Pattern TYPE = Pattern.compile("[a-zA-Z][0-9a-zA-Z_]{0,62}");
  // Unicode separators, control characters, unassigned code points and symbols, as Go's rule has
  // it.
  private static final Pattern NAME = Pattern.compile("[^\\p{Z}\\p{C}\\p{S}]+");
  private static final int MAX_NAME_BYTES = 1024;

  /**
   * Checks both parts.
   *
   * @throws IllegalArgumentException with the Collector's wording if a part is not valid
   */
  public ComponentId {
    if (!isValidType(type)) {
      throw new IllegalArgumentException("invalid character(s) in type \"" + type + "\"");
    }
    if (!name.isEmpty()) {
      int length = name.getBytes(StandardCharsets.UTF_8).length;
      if (length > MAX_NAME_BYTES) {
        throw new IllegalArgumentException(
            "name \"%s\" is longer than %d characters (%d characters)"
                .formatted(name, MAX_NAME_BYTES, length));
      }
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("invalid character(s) in name \"" + name + "\"");
      }
    }
  }

  /** Whether that may be a component type. */
  public static boolean isValidType(String type) {
    return TYPE.matcher(type).matches();
  }

  /** The component of that type that has no name. */
  public static ComponentId ofType(String type) {
    return new ComponentId(type, "");
  }

  /**
   * Reads {@code type} or {@code type/name}; cut at the first slash, blanks around the parts
   * dropped.
   *
   * @throws IllegalArgumentException with the Collector's wording if it is not an id
   */
  public static ComponentId parse(String id) {
    int slash = id.indexOf('/');
    String type = (slash < 0 ? id : id.substring(0, slash)).strip();
    String name = slash < 0 ? "" : id.substring(slash + 1).strip();
    if (type.isEmpty()) {
      throw new IllegalArgumentException(
          slash < 0
              ? "id must not be empty"
              : "in \"%s\" id: the part before / should not be empty".formatted(id));
    }
    if (slash >= 0 && name.isEmpty()) {
      throw new IllegalArgumentException(
          "in \"%s\" id: the part after / should not be empty".formatted(id));
    }
    try {
      return new ComponentId(type, name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("in \"%s\" id: %s".formatted(id, e.getMessage()), e);
    }
  }

  @Override
  public int compareTo(ComponentId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return name.isEmpty() ? type : type + "/" + name;
  }
}

package dev.ferrule.confmap;

import java.util.ArrayList;
import java.util.List;

/** The keys and list indexes from the root of a configuration down to one value. */
public record ConfigPath(List<String> parts) {
  /** The root itself. */
  public static final ConfigPath ROOT = new ConfigPath(List.of());

  /** Copies the list. */
  public ConfigPath {
    parts = List.copyOf(parts);
  }

  /** The path one key further down. */
  public ConfigPath child(String key) {
    List<String> longer = new ArrayList<>(parts);
    longer.add(key);
    return new ConfigPath(longer);
  }

  /** The path one list element further down. */
  public ConfigPath child(int index) {
    return child(Integer.toString(index));
  }

  /** The path that goes on from here. */
  public ConfigPath child(ConfigPath further) {
    List<String> longer = new ArrayList<>(parts);
    longer.addAll(further.parts);
    return new ConfigPath(longer);
  }

  /** Joined with {@code ::}, as the Collector writes paths. */
  @Override
  public String toString() {
    return String.join("::", parts);
  }
}

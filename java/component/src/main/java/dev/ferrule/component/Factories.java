package dev.ferrule.component;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The factories of a distribution, each registered by an explicit call. */
public final class Factories {
  private final Map<Kind, Map<String, Factory<?>>> byKind = new TreeMap<>();

  /**
   * Registers a factory under its type and its alias.
   *
   * @return this
   * @throws IllegalArgumentException if there is one of that kind and type already
   */
  public Factories add(Factory<?> factory) {
    put(factory.type(), factory);
    factory.deprecatedAlias().ifPresent(alias -> put(alias, factory));
    return this;
  }

  private void put(String type, Factory<?> factory) {
    Map<String, Factory<?>> types = byKind.computeIfAbsent(factory.kind(), _ -> new TreeMap<>());
    Factory<?> other = types.putIfAbsent(type, factory);
    if (other != null) {
      throw new IllegalArgumentException(
          "duplicate %s factory \"%s\": from %s and from %s"
              .formatted(factory.kind(), type, other.module(), factory.module()));
    }
  }

  /** The factory of that kind and type, or alias. */
  public Optional<Factory<?>> find(Kind kind, String type) {
    return Optional.ofNullable(byKind.getOrDefault(kind, Map.of()).get(type));
  }

  /** The type names that configurations may use for that kind, aliases too, sorted. */
  public Collection<String> types(Kind kind) {
    return byKind.getOrDefault(kind, Map.of()).keySet();
  }

  /** The factories of that kind, sorted by type. */
  public Collection<Factory<?>> ofKind(Kind kind) {
    return byKind.getOrDefault(kind, Map.of()).entrySet().stream()
        .filter(entry -> entry.getKey().equals(entry.getValue().type()))
        .<Factory<?>>map(Map.Entry::getValue)
        .toList();
  }
}

package dev.ferrule.service;

import dev.ferrule.component.Factories;
import dev.ferrule.component.Kind;
import dev.ferrule.confmap.Spelling;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What to write instead of a type that this distribution does not have. */
final class Types {
  private Types() {}

  static @Nullable String hint(Factories factories, Kind kind, String type) {
    String moved = Moved.component(kind, type);
    if (moved != null) {
      return moved;
    }
    for (Kind other : Kind.values()) {
      if (factories.find(other, type).isPresent()) {
        return "\"%s\" is %s: write it under %s".formatted(type, one(other), other.section());
      }
    }
    Collection<String> types = factories.types(kind);
    return types.isEmpty()
        ? "there are no %s in this distribution yet".formatted(kind.section())
        : Spelling.hint(type, types, "types");
  }

  /** Such as {@code an exporter}. */
  static String one(Kind kind) {
    return ("aeiou".indexOf(kind.id().charAt(0)) < 0 ? "a " : "an ") + kind.id();
  }
}

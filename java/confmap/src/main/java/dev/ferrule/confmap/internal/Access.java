package dev.ferrule.confmap.internal;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;

/** Reaches into settings records of other modules. */
final class Access {
  private Access() {}

  /**
   * Makes a member callable.
   *
   * @throws IllegalArgumentException if its package is neither exported nor open to this module
   */
  static <T extends AccessibleObject & Member> void open(T member) {
    try {
      member.setAccessible(true);
    } catch (InaccessibleObjectException e) {
      throw new IllegalArgumentException(
          "the package of %s must be open to dev.ferrule.confmap: opens %s to dev.ferrule.confmap;"
              .formatted(
                  member.getDeclaringClass().getName(),
                  member.getDeclaringClass().getPackageName()),
          e);
    }
  }

  /** What the called code threw, to be thrown on. */
  static RuntimeException rethrown(InvocationTargetException e) {
    switch (e.getCause()) {
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> throw new IllegalStateException(e.getCause());
    }
  }
}

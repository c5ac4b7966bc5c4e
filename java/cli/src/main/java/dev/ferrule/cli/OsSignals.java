package dev.ferrule.cli;

import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * Signals of the operating system. Without this the JVM exits with 128 and the signal's number,
 * where a collector that stopped cleanly exits with 0.
 *
 * <p>Goes through reflection because javac warns of each mention of {@code sun.misc.Signal}, a
 * warning that cannot be suppressed; the class itself is exported by {@code jdk.unsupported}, has
 * no replacement, and does not touch {@code Unsafe}.
 */
final class OsSignals {
  private OsSignals() {}

  /**
   * Has the handler called, on a thread of the JVM, whenever that signal arrives.
   *
   * @param name without {@code SIG}: {@code TERM}
   * @param handler gets the name
   * @return whether this JVM lets us have that signal
   */
  static boolean handle(String name, Consumer<String> handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              OsSignals.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (self, method, arguments) -> {
                switch (method.getName()) {
                  case "handle" -> handler.accept(name);
                  case "equals" -> {
                    return same(self, arguments[0]);
                  }
                  case "hashCode" -> {
                    return System.identityHashCode(self);
                  }
                  default -> {
                    return "handler of SIG" + name;
                  }
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handlerType)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      return true;
    } catch (ReflectiveOperationException e) {
      // Such as when the JVM runs with -Xrs, which leaves signals to somebody else.
      return false;
    }
  }

  @SuppressWarnings("ReferenceEquality") // a handler is equal to itself only
  private static boolean same(Object a, Object b) {
    return a == b;
  }
}

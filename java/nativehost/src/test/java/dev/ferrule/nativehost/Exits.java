package dev.ferrule.nativehost;

import dev.ferrule.component.ExtensionFactory;
import dev.ferrule.testkit.FakeHost;
import dev.ferrule.testkit.RecordingLogger;
import java.nio.file.Path;

/**
 * A program that ends in different ways while threads of a plugin call the host. {@code Exits
 * LIBRARY HOW}.
 */
final class Exits {
  private static final int CLOSED = 3;
  private static final int NOT_CLOSED = 4;
  private static final int EXITED = 5;
  private static final int CALLERS = 4;

  private Exits() {}

  public static void main(String[] arguments) {
    NativePlugin plugin;
    try {
      plugin = NativePlugin.load(Path.of(arguments[0]), new RecordingLogger());
    } catch (NativePluginException e) {
      System.out.println(e.getMessage());
      return;
    }
    ExtensionFactory<NativeConfig> factory = Rig.factory(plugin);
    NativeExtension extension =
        (NativeExtension)
            factory.create(
                new Telemetry().settings(factory.type(), new RecordingLogger()),
                factory.config().defaults());
    extension.start(new FakeHost());
    Eventually.isTrue("threads of the plugin call", () -> callers() == CALLERS);
    switch (arguments[1]) {
      case "return" -> {}
      case "exit" -> System.exit(EXITED);
      case "halt" -> Runtime.getRuntime().halt(EXITED);
      case "close" -> close(plugin);
      default -> throw new IllegalArgumentException(arguments[1]);
    }
  }

  /** As the collector ends: in order if that can be had, and in any case. */
  private static void close(NativePlugin plugin) {
    int code = CLOSED;
    try {
      plugin.close();
    } catch (NativePluginException e) {
      System.out.println(e.getMessage());
      code = NOT_CLOSED;
    }
    Runtime.getRuntime().halt(code);
  }

  private static long callers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("native-(chatter|deaf)-\\d+"))
        .count();
  }
}

package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that runs under LeakSanitizer: {@code LeakedBytes LIBRARY COUNT SETTINGS...} lets
 * components live, closes the plugin, and has the sanitizer write what nobody points to any more.
 */
final class LeakedBytes {
  private LeakedBytes() {}

  public static void main(String[] arguments) throws Throwable {
    List<String> all = List.of(arguments);
    List<String> settings = all.size() > 2 ? all.subList(2, all.size()) : Lives.ALL;
    try (Lives lives = new Lives(Path.of(all.get(0)))) {
      lives.live(Integer.parseInt(all.get(1)), settings);
    }
    // A pointer on the stack of a thread that was inside would hide a leak.
    Eventually.isTrue(
        "no thread of the plugin is left",
        () -> Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().startsWith("native-")));
    check();
    System.out.println("checked");
  }

  @SuppressWarnings("restricted") // a function of the sanitizer
  private static void check() throws Throwable {
    SymbolLookup sanitizer = SymbolLookup.libraryLookup("liblsan.so.0", Arena.global());
    int ignored =
        (int)
            Linker.nativeLinker()
                .downcallHandle(
                    sanitizer.find("__lsan_do_recoverable_leak_check").orElseThrow(),
                    FunctionDescriptor.of(JAVA_INT))
                .invokeExact();
  }
}

package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that runs under LeakSanitizer. {@code LeakedBytes CLEAN COUNT CANARY CANARIES}:
 * components of the first library live, that many with each of the usual settings, and it is
 * closed; the sanitizer writes down what nobody points to any more. Then the same with the second
 * library, which is told to lose one buffer in all its lives.
 */
final class LeakedBytes {
  private LeakedBytes() {}

  public static void main(String[] arguments) throws Throwable {
    live(Path.of(arguments[0]), Integer.parseInt(arguments[1]) * Lives.ALL.size(), Lives.ALL);
    int canaries = Integer.parseInt(arguments[3]);
    live(
        Path.of(arguments[2]),
        canaries,
        List.of("{start: async, shutdown: async, leak: %d}".formatted(canaries)));
  }

  private static void live(Path library, int count, List<String> settings) throws Throwable {
    try (Lives lives = new Lives(library)) {
      lives.live(count, settings);
    }
    // A pointer on the stack of a thread that was inside would hide a leak.
    Eventually.isTrue(
        "no thread of the plugin is left",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("native-")));
    check();
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

package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the process does at each signal. A plugin that changes it can keep a collector from being
 * stopped.
 *
 * @param handlers the address of the handler of each signal, from 1; empty if the system does not
 *     say
 */
record Signals(List<Long> handlers) {
  private static final int LAST = 64;
  // Larger than struct sigaction is anywhere; it begins with the handler.
  private static final long STRUCT_BYTES = 512;

  /** How it is now. */
  @SuppressWarnings("restricted") // linking is what this module is for
  static Signals now() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> function = linker.defaultLookup().find("sigaction");
    if (function.isEmpty()) {
      return new Signals(List.of());
    }
    MethodHandle sigaction =
        linker.downcallHandle(
            function.get(), FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    List<Long> handlers = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment before = arena.allocate(STRUCT_BYTES, Memory.STRUCT_ALIGNMENT);
      for (int signal = 1; signal <= LAST; signal++) {
        int code = (int) sigaction.invokeExact(signal, MemorySegment.NULL, before);
        handlers.add(code == 0 ? before.get(ADDRESS, 0).address() : 0L);
      }
    } catch (Throwable t) {
      throw new AssertionError("a call to the system threw", t);
    }
    return new Signals(List.copyOf(handlers));
  }

  /** The numbers of those at which the process does something else than before. */
  Optional<String> since(Signals before) {
    String changed =
        IntStream.range(0, Math.min(handlers.size(), before.handlers.size()))
            .filter(i -> !handlers.get(i).equals(before.handlers.get(i)))
            .mapToObj(i -> Integer.toString(i + 1))
            .collect(Collectors.joining(", "));
    return changed.isEmpty() ? Optional.empty() : Optional.of(changed);
  }
}

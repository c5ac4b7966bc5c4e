package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the system's loader why it does not load a library, which Java does not tell. */
final class LoaderError {
  private static final int LAZY = 1;
  private static final int MAX_BYTES = 4 << 10;

  private LoaderError() {}

  /** The loader's words, such as the name of a missing library; empty where it cannot be asked. */
  @SuppressWarnings("restricted") // linking is what this module is for
  static Optional<String> of(Path path) {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> open = linker.defaultLookup().find("dlopen");
    Optional<MemorySegment> why = linker.defaultLookup().find("dlerror");
    if (open.isEmpty() || why.isEmpty()) {
      return Optional.empty();
    }
    MethodHandle dlopen =
        linker.downcallHandle(open.get(), FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    MethodHandle dlerror = linker.downcallHandle(why.get(), FunctionDescriptor.of(ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment library =
          (MemorySegment) dlopen.invokeExact(arena.allocateFrom(path.toString()), LAZY);
      if (!Memory.isNull(library)) {
        return Optional.empty();
      }
      MemorySegment text = (MemorySegment) dlerror.invokeExact();
      @Nullable String words = Memory.isNull(text) ? null : Memory.cString(text, MAX_BYTES);
      return Optional.ofNullable(words);
    } catch (Throwable t) {
      throw new AssertionError("a call to the loader threw", t);
    }
  }
}

package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.ferrule.component.ComponentId;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The address of a component in native code, with the functions that take it. Every call runs on a
 * thread of {@link NativeThreads}, except {@link #getInterface}. When which call is allowed is for
 * {@link NativeExtension} to know.
 */
final class NativeHandle {
  private final Library library;
  private final NativeComponent component;
  // Set by create, read by the threads that make the later calls.
  private volatile MemorySegment address = MemorySegment.NULL;

  NativeHandle(Library library, NativeComponent component) {
    this.library = library;
    this.component = component;
  }

  /** The ids that a component with such settings depends on, as a JSON array. */
  NativeCall<NativeText> dependencies(NativeConfig config) {
    if (Memory.isNull(component.dependencies())) {
      return library.threads().submit(() -> new NativeText(Outcome.OK, "[]"));
    }
    return library
        .threads()
        .submit(() -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment json = Memory.slice(arena, utf8(config.json()));
            return NativeText.ask(
                arena, (out, error) -> Calls.ippp(component.dependencies(), json, out, error));
          }
        });
  }

  /** Builds the component, which the address stands for from then on. */
  NativeCall<Outcome> create(long ref, ComponentId id, NativeConfig config) {
    return library
        .threads()
        .submit(() -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment args = Memory.sized(arena, Layout.FerruleCreate.BYTES);
            args.set(JAVA_LONG, Layout.FerruleCreate.SELF, ref);
            Memory.putSlice(arena, args, Layout.FerruleCreate.ID, utf8(id.toString()));
            Memory.putSlice(arena, args, Layout.FerruleCreate.CONFIG_JSON, utf8(config.json()));
            MemorySegment out = arena.allocate(ADDRESS);
            MemorySegment error = Outcome.newError(arena);
            Outcome outcome =
                Outcome.takeFinal(Calls.ippp(component.create(), args, out, error), error);
            address = out.get(ADDRESS, 0);
            return !outcome.failed() && Memory.isNull(address)
                ? Outcome.failure(Abi.E_INTERNAL, "create succeeded without giving a component")
                : outcome;
          }
        });
  }

  Operation start(Duration timeout) {
    return begin(component.start(), timeout);
  }

  Operation shutdown(Duration timeout) {
    return begin(component.shutdown(), timeout);
  }

  private Operation begin(MemorySegment function, Duration timeout) {
    return new Operation(
        library.tokens(),
        library.threads(),
        timeout.toNanos(),
        token -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment call = Memory.sized(arena, Layout.FerruleCall.BYTES);
            call.set(JAVA_LONG, Layout.FerruleCall.TIMEOUT_NS, timeout.toNanos());
            MemorySegment error = Outcome.newError(arena);
            return Outcome.take(Calls.ipplp(function, address, call, token, error), error);
          }
        },
        this::cancel);
  }

  private void cancel(long token) {
    if (!Memory.isNull(component.cancel())) {
      Calls.vpl(component.cancel(), address, token);
    }
  }

  /** Whether the component wants to be told of events. */
  boolean takesEvents() {
    return !Memory.isNull(component.notification());
  }

  NativeCall<Outcome> notify(int event) {
    return library
        .threads()
        .submit(() -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = Memory.sized(arena, Layout.FerruleEvent.BYTES);
            struct.set(JAVA_INT, Layout.FerruleEvent.KIND, event);
            MemorySegment error = Outcome.newError(arena);
            return Outcome.takeFinal(
                Calls.ippp(component.notification(), address, struct, error), error);
          }
        });
  }

  /**
   * What the component offers under a name. Runs on the calling thread, which is a thread of the
   * plugin that asks, or one of {@link NativeThreads}.
   *
   * @throws Refusal if it does not offer that
   */
  NativeInterface getInterface(String name) throws Refusal {
    if (Memory.isNull(component.getInterface())) {
      throw new Refusal(Abi.E_UNSUPPORTED, "it offers nothing to others");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment slice = Memory.slice(arena, utf8(name));
      MemorySegment out = arena.allocate(Layout.FerruleInterface.BYTES, Memory.STRUCT_ALIGNMENT);
      MemorySegment error = Outcome.newError(arena);
      Outcome outcome =
          Outcome.takeFinal(
              Calls.ipppp(component.getInterface(), address, slice, out, error), error);
      if (outcome.failed()) {
        throw new Refusal(outcome.code(), outcome.describe());
      }
      return NativeInterface.read(out);
    }
  }

  NativeCall<Outcome> destroy() {
    return library
        .threads()
        .submit(() -> {
          Calls.vp(component.destroy(), address);
          return Outcome.OK;
        });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

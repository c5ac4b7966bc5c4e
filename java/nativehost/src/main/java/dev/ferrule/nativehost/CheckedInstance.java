package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;

/**
 * A component that exists, driven through its table without the protections of {@link
 * NativeExtension}. One thread. Closing it brings it to its end, whatever state it is in.
 */
final class CheckedInstance implements AutoCloseable {
  private final CheckContext context;
  private final NativeComponent table;
  private final StructVersion version;
  private final String id;
  private final long ref;
  private final MemorySegment handle;
  private final List<CheckedToken> tokens = new ArrayList<>();
  // Whether shutdown was called.
  private boolean stopped;

  /** A start or a shutdown that was called. */
  record Begun(Answer answer, CheckedToken token, Duration limit) {
    boolean pending() {
      return answer.code() == Abi.PENDING;
    }
  }

  private CheckedInstance(
      CheckContext context,
      NativeComponent table,
      StructVersion version,
      String id,
      long ref,
      MemorySegment handle) {
    this.context = context;
    this.table = table;
    this.version = version;
    this.id = id;
    this.ref = ref;
    this.handle = handle;
  }

  /**
   * Creates one.
   *
   * @throws CheckStop if the plugin does not
   */
  static CheckedInstance create(
      CheckContext context, NativeComponent table, StructVersion version, String id, String json)
      throws CheckStop {
    CheckLedger ledger = context.ledger();
    long ref = ledger.newComponent();
    boolean created = false;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment args = version.struct(arena, Layout.FerruleCreate.BYTES);
      args.set(JAVA_LONG, Layout.FerruleCreate.SELF, ref);
      Memory.putSlice(arena, args, Layout.FerruleCreate.ID, utf8(id));
      Memory.putSlice(arena, args, Layout.FerruleCreate.CONFIG_JSON, utf8(json));
      MemorySegment out = arena.allocate(ADDRESS);
      Answer answer =
          context
              .caller()
              .call(
                  "create",
                  version.errorSize(),
                  error ->
                      ledger.forbidding(
                          "create", () -> Calls.ippp(table.create(), args, out, error)));
      answer.mustSucceed();
      MemorySegment handle = out.get(ADDRESS, 0);
      if (Memory.isNull(handle)) {
        throw CheckStop.failed("create succeeded without giving a component");
      }
      created = true;
      return new CheckedInstance(context, table, version, id, ref, handle);
    } finally {
      if (!created) {
        ledger.endComponent(ref);
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Its address, for calls that are made in no other way. */
  MemorySegment handle() {
    return handle;
  }

  /** Starts it and waits for the end of that. */
  Answer start() throws CheckStop {
    return finish(beginStart());
  }

  /** Calls start and does not wait. */
  Begun beginStart() {
    return begin("start", table.start(), context.deadlines().start());
  }

  /** Shuts it down and waits for the end of that. */
  Answer shutdown() throws CheckStop {
    stopped = true;
    return finish(begin("shutdown", table.shutdown(), context.deadlines().shutdown()));
  }

  private Begun begin(String function, MemorySegment address, Duration limit) {
    CheckedToken token = context.ledger().newToken(function + " of " + id);
    tokens.add(token);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment call = version.struct(arena, Layout.FerruleCall.BYTES);
      // Structs of a newer version set no limit, so that a component sees both.
      call.set(
          JAVA_LONG,
          Layout.FerruleCall.TIMEOUT_NS,
          version == StructVersion.CURRENT ? limit.toNanos() : 0);
      Answer answer =
          call(function, error -> Calls.ipplp(address, handle, call, token.number(), error));
      if (answer.code() != Abi.PENDING && !token.complete(Outcome.OK)) {
        context
            .ledger()
            .broke(Conduct.COMPLETION, token.of() + " was completed although it was not pending");
      }
      return new Begun(answer, token, limit);
    }
  }

  private Answer call(String function, ToIntFunction<MemorySegment> call) {
    return context.caller().call(function, version.errorSize(), call);
  }

  /**
   * Waits for the end of a call.
   *
   * @throws CheckStop if it is pending and not completed by its deadline
   */
  Answer finish(Begun begun) throws CheckStop {
    Answer answer = begun.answer();
    if (!begun.pending()) {
      return answer;
    }
    answer.mustBeSound();
    try {
      Outcome outcome = begun.token().end().get(begun.limit().toNanos(), TimeUnit.NANOSECONDS);
      return Answer.of(answer.function(), outcome);
    } catch (TimeoutException e) {
      cancel(begun.token().number());
      throw CheckStop.failed(
          "%s did not complete within %s".formatted(answer.function(), Waits.text(begun.limit())));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a completion cannot fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CheckStop.failed("the check was interrupted");
    }
  }

  /** Tells it of an event, with an empty payload. */
  Answer notify(int kind) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = version.struct(arena, Layout.FerruleEvent.BYTES);
      event.set(JAVA_INT, Layout.FerruleEvent.KIND, kind);
      return call("notify", error -> Calls.ippp(table.notification(), handle, event, error));
    }
  }

  /** Asks for an interface; what it gives is written to {@code out}. */
  Answer getInterface(String name, MemorySegment out) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment slice =
          name.isEmpty()
              ? arena.allocate(Layout.FerruleSlice.BYTES, 8)
              : Memory.slice(arena, utf8(name));
      return call(
          "get_interface", error -> Calls.ipppp(table.getInterface(), handle, slice, out, error));
    }
  }

  /** Gives up on a token, if the component wants to know. */
  void cancel(long token) {
    if (!Memory.isNull(table.cancel())) {
      context.watch().run("cancel", () -> Calls.vpl(table.cancel(), handle, token));
    }
  }

  @Override
  public void close() {
    Optional<String> why = leave();
    if (why.isPresent()) {
      // Never freed, since the plugin may still use it.
      context.run().giveUp(id + " is left behind: " + why.get());
      return;
    }
    context.watch().run("destroy", () -> Calls.vp(table.destroy(), handle));
    context.ledger().endComponent(ref);
  }

  /** Stops it, if that was not done. Why it cannot be destroyed, if so. */
  private Optional<String> leave() {
    try {
      if (!stopped) {
        shutdown();
      }
      return tokens.stream()
          .filter(token -> !token.end().isDone())
          .findFirst()
          .map(token -> token.of() + " was not completed");
    } catch (CheckStop e) {
      return Optional.of(e.reason());
    }
  }
}

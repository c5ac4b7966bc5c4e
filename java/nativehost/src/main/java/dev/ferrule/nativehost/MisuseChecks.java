package dev.ferrule.nativehost;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.ferrule.confmap.ConfigNode.MapNode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The checks of a component that is called as the header forbids. */
final class MisuseChecks {
  private static final String RULE = "Ownership 6: answers FERRULE_E_ARG to what must not be NULL";
  private static final String NO_ERROR = "Ownership 6: error may always be NULL";
  private static final long TOKEN = 1;
  private static final byte[] NO_OBJECT = "[1]".getBytes(StandardCharsets.UTF_8);

  private final CheckContext context;
  private final CheckedComponent component;
  private final NativeComponent table;
  private final @Nullable MapNode given;
  private @Nullable String settings;

  /** Calls that are all wrong, on a component with or without a handle. */
  private interface Misuse {
    void of(Arena arena, MemorySegment handle) throws CheckStop;
  }

  MisuseChecks(CheckContext context, CheckedComponent component, @Nullable MapNode given) {
    this.context = context;
    this.component = component;
    this.table = component.table();
    this.given = given;
  }

  /** Makes them. */
  void make() {
    context.run().about(component.subject());
    check("default_config and config_schema refuse NULL", this::passNothingToFill);
    check("validate refuses NULL, and bytes at NULL", this::passNoSettings);
    check("validate needs no place for an error", NO_ERROR, this::passNoError);
    context
        .run()
        .check(
            "validate accepts settings after that",
            "validate: the defaults with the user's section laid over them",
            this::accept);
    check("create refuses NULL and a short ferrule_create", this::passNoArguments);
    checkLiving("start and shutdown refuse NULL and no token", this::passNoToken);
    checkLiving("notify and get_interface refuse NULL", this::passNoEvent);
    checkLiving("cancel and destroy ignore NULL", this::passNoHandle);
    context
        .run()
        .check("a second start is refused", "FERRULE_E_STATE: not in this state", this::startTwice);
  }

  private void check(String name, Misuse misuse) {
    check(name, RULE, misuse);
  }

  private void check(String name, String rule, Misuse misuse) {
    context
        .run()
        .check(
            name,
            rule,
            () -> {
              try (Arena arena = Arena.ofConfined()) {
                misuse.of(arena, NULL);
              }
            });
  }

  /** A check of a component that works all the same afterwards. */
  private void checkLiving(String name, Misuse misuse) {
    check(
        name,
        (arena, _) -> {
          try (CheckedInstance instance = create()) {
            misuse.of(arena, instance.handle());
            instance.start().mustSucceed();
            instance.shutdown().mustSucceed();
          }
        });
  }

  private CheckedInstance create() throws CheckStop {
    if (settings == null) {
      throw CheckStop.skipped("needs settings");
    }
    return CheckedInstance.create(context, table, StructVersion.CURRENT, table.type(), settings);
  }

  private void accept() throws CheckStop {
    String wanted = SettingsChecks.overlay(component.defaultConfig().object(), given);
    Answer answer = component.validate(wanted).mustBeSound();
    if (given == null && answer.code() == Abi.E_CONFIG) {
      throw CheckStop.skipped("needs settings: " + answer.message());
    }
    answer.mustSucceed();
    settings = wanted;
  }

  private void startTwice() throws CheckStop {
    try (CheckedInstance instance = create()) {
      instance.start().mustSucceed();
      Answer second = instance.start().mustBeSound();
      instance.shutdown().mustSucceed();
      if (second.succeeded()) {
        throw CheckStop.skipped("accepts it, which the header leaves open; no host does so");
      }
      second.mustFailWith(Abi.E_STATE);
    }
  }

  private void refuses(String function, ToIntFunction<MemorySegment> call) throws CheckStop {
    context.caller().call(function, call).mustFailWith(Abi.E_ARG);
  }

  private void passNothingToFill(Arena arena, MemorySegment none) throws CheckStop {
    refuses("default_config", error -> Calls.ipp(table.defaultConfig(), NULL, error));
    if (!Memory.isNull(table.configSchema())) {
      refuses("config_schema", error -> Calls.ipp(table.configSchema(), NULL, error));
    }
  }

  private void passNoSettings(Arena arena, MemorySegment none) throws CheckStop {
    refuses("validate", error -> Calls.ipp(table.validate(), NULL, error));
    MemorySegment atNull = bytesAtNull(arena);
    refuses("validate", error -> Calls.ipp(table.validate(), atNull, error));
  }

  private void passNoError(Arena arena, MemorySegment none) throws CheckStop {
    MemorySegment slice = Memory.slice(arena, NO_OBJECT);
    int code = context.watch().call("validate", () -> Calls.ipp(table.validate(), slice, NULL));
    if (code >= 0) {
      throw CheckStop.failed("validate accepted an array");
    }
  }

  private static MemorySegment bytesAtNull(Arena arena) {
    MemorySegment slice = arena.allocate(Layout.FerruleSlice.BYTES, 8);
    slice.set(JAVA_LONG, Layout.FerruleSlice.LEN, 5);
    return slice;
  }

  private void passNoArguments(Arena arena, MemorySegment none) throws CheckStop {
    MemorySegment out = arena.allocate(ADDRESS);
    refuses("create", error -> Calls.ippp(table.create(), NULL, out, error));
    MemorySegment args = Memory.sized(arena, Layout.FerruleCreate.BYTES);
    args.set(JAVA_LONG, Layout.FerruleCreate.SELF, context.ledger().newComponent());
    Memory.putSlice(arena, args, Layout.FerruleCreate.ID, utf8(table.type()));
    Memory.putSlice(arena, args, Layout.FerruleCreate.CONFIG_JSON, utf8("{}"));
    refuses("create", error -> Calls.ippp(table.create(), args, NULL, error));
    args.set(JAVA_INT, Layout.FerruleCreate.SIZE, (int) Layout.FerruleCreate.ID);
    refuses("create", error -> Calls.ippp(table.create(), args, out, error));
    if (!Memory.isNull(out.get(ADDRESS, 0))) {
      throw CheckStop.failed("create refused, but gave a component");
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void passNoToken(Arena arena, MemorySegment handle) throws CheckStop {
    MemorySegment call = Memory.sized(arena, Layout.FerruleCall.BYTES);
    call.set(JAVA_LONG, Layout.FerruleCall.TIMEOUT_NS, context.deadlines().start().toNanos());
    refuses("start", error -> Calls.ipplp(table.start(), NULL, call, TOKEN, error));
    refuses("start", error -> Calls.ipplp(table.start(), handle, call, 0, error));
    refuses("shutdown", error -> Calls.ipplp(table.shutdown(), NULL, call, TOKEN, error));
    refuses("shutdown", error -> Calls.ipplp(table.shutdown(), handle, call, 0, error));
  }

  private void passNoEvent(Arena arena, MemorySegment handle) throws CheckStop {
    if (!Memory.isNull(table.notification())) {
      MemorySegment event = Memory.sized(arena, Layout.FerruleEvent.BYTES);
      event.set(JAVA_INT, Layout.FerruleEvent.KIND, Abi.PIPELINES_READY);
      refuses("notify", error -> Calls.ippp(table.notification(), NULL, event, error));
      refuses("notify", error -> Calls.ippp(table.notification(), handle, NULL, error));
    }
    if (!Memory.isNull(table.getInterface())) {
      MemorySegment name = Memory.slice(arena, utf8(Abi.SERVER_AUTH_V1));
      MemorySegment out = arena.allocate(Layout.FerruleInterface.BYTES, 8);
      MemorySegment get = table.getInterface();
      refuses("get_interface", error -> Calls.ipppp(get, NULL, name, out, error));
      refuses("get_interface", error -> Calls.ipppp(get, handle, NULL, out, error));
      refuses("get_interface", error -> Calls.ipppp(get, handle, name, NULL, error));
    }
  }

  private void passNoHandle(Arena arena, MemorySegment handle) {
    if (!Memory.isNull(table.cancel())) {
      context.watch().run("cancel", () -> Calls.vpl(table.cancel(), NULL, TOKEN));
      context.watch().run("cancel", () -> Calls.vpl(table.cancel(), handle, 0));
    }
    context.watch().run("destroy", () -> Calls.vp(table.destroy(), NULL));
  }
}

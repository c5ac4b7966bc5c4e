package dev.ferrule.nativehost;

import dev.ferrule.component.ComponentId;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks of a component's life, from create to destroy. */
final class LifecycleChecks {
  private static final long NO_TOKEN_OF_IT = Long.MAX_VALUE;
  private static final int NO_SUCH_EVENT = 9999;
  private static final String NO_SUCH_INTERFACE = "ferrule.no_such_interface.v1";

  private final CheckContext context;
  private final CheckRun run;
  private final NativeComponent table;
  private final @Nullable String settings;
  private final List<ComponentId> dependencies;
  // Whether a start has succeeded.
  private boolean starts;

  /** Something that is done with a component. */
  interface Life {
    void with(CheckedInstance instance) throws CheckStop;
  }

  /**
   * Checks that are not made yet.
   *
   * @param settings were checked before
   */
  LifecycleChecks(CheckContext context, NativeComponent table, SettingsChecks settings) {
    this.context = context;
    this.run = context.run();
    this.table = table;
    this.settings = settings.accepted().orElse(null);
    this.dependencies = settings.dependencies();
  }

  /** Makes them. */
  void make() {
    run.check(
        "shutdown completes before a start, and twice",
        "shutdown: safe before start and twice; each call completes",
        () ->
            live(instance -> {
              instance.shutdown().mustSucceed();
              instance.shutdown().mustSucceed();
            }));
    starts =
        run.check(
            "start completes within its deadline",
            "start: returns at once; Completion: exactly once",
            () -> live(this::checkStart));
    running(
        "shutdown completes after a start, and twice",
        "shutdown: safe twice; each call completes",
        instance -> {
          instance.shutdown().mustSucceed();
          instance.shutdown().mustSucceed();
        });
    running(
        "notify takes that pipelines are ready, and that they stop",
        "notify: an event with an empty payload",
        this::checkEvents);
    running(
        "notify takes an event of a newer host",
        "notify: FERRULE_OK for a kind that the plugin does not know",
        this::checkUnknownEvent);
    running(
        "get_interface refuses a name that it does not know",
        "get_interface: FERRULE_E_UNSUPPORTED if none",
        this::checkUnknownInterface);
    running(
        "cancel ignores a token that it does not have",
        "cancel: advice; returns at once",
        this::checkUnknownToken);
    run.check(
        "a start that is cancelled completes all the same",
        "Cancellation: the token is still completed exactly once",
        () -> {
          mustStart();
          live(this::checkCancel);
        });
    run.check(
        "two named components run at once", "create: a component for each id", this::checkTwo);
    run.check(
        "structs of a newer host are read as far as they are known",
        "Versions: within a major version structs only grow at the end",
        this::checkNewer);
  }

  /**
   * The life of a component in which nothing goes wrong.
   *
   * @throws CheckStop if something does, or a start has not succeeded before
   */
  void once() throws CheckStop {
    running(instance -> {
      if (!Memory.isNull(table.notification())) {
        instance.notify(Abi.PIPELINES_READY).mustSucceed();
        instance.notify(Abi.PIPELINES_NOT_READY).mustSucceed();
      }
      instance.shutdown().mustSucceed();
    });
  }

  private String settings() throws CheckStop {
    if (settings == null) {
      throw CheckStop.skipped("needs settings");
    }
    return settings;
  }

  private void live(Life life) throws CheckStop {
    live(StructVersion.CURRENT, table.type(), life);
  }

  private void live(StructVersion version, String id, Life life) throws CheckStop {
    try (CheckedInstance instance =
        CheckedInstance.create(context, table, version, id, settings())) {
      life.with(instance);
    }
  }

  private void mustStart() throws CheckStop {
    if (!starts) {
      throw CheckStop.skipped(settings == null ? "needs settings" : "it does not start, see above");
    }
  }

  /** A check with a component that was started. */
  private void running(String name, String rule, Life life) {
    run.check(name, rule, () -> running(life));
  }

  /** Does something with a component that was started. */
  void running(Life life) throws CheckStop {
    mustStart();
    live(instance -> {
      instance.start().mustSucceed();
      life.with(instance);
    });
  }

  private void checkStart(CheckedInstance instance) throws CheckStop {
    Answer answer = instance.start().mustBeSound();
    if (!answer.succeeded() && !dependencies.isEmpty()) {
      answer.mustNotPanic();
      throw CheckStop.skipped(
          "needs extension \"%s\", which a check does not have: %s"
              .formatted(dependencies.getFirst(), answer.describe()));
    }
    answer.mustSucceed();
  }

  private void checkEvents(CheckedInstance instance) throws CheckStop {
    mustOffer(table.notification(), "notify");
    instance.notify(Abi.PIPELINES_READY).mustSucceed();
    instance.notify(Abi.PIPELINES_NOT_READY).mustSucceed();
  }

  private void checkUnknownEvent(CheckedInstance instance) throws CheckStop {
    mustOffer(table.notification(), "notify");
    instance.notify(NO_SUCH_EVENT).mustSucceed();
  }

  private void checkUnknownInterface(CheckedInstance instance) throws CheckStop {
    mustOffer(table.getInterface(), "get_interface");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(Layout.FerruleInterface.BYTES, 8);
      instance.getInterface(NO_SUCH_INTERFACE, out).mustFailWith(Abi.E_UNSUPPORTED);
      instance.getInterface("", out).mustFailWith(Abi.E_UNSUPPORTED);
    }
  }

  private void checkUnknownToken(CheckedInstance instance) throws CheckStop {
    mustOffer(table.cancel(), "cancel");
    instance.cancel(NO_TOKEN_OF_IT);
    instance.shutdown().mustSucceed();
  }

  private void checkCancel(CheckedInstance instance) throws CheckStop {
    mustOffer(table.cancel(), "cancel");
    CheckedInstance.Begun begun = instance.beginStart();
    if (!begun.pending()) {
      throw CheckStop.skipped("its start was not pending");
    }
    instance.cancel(begun.token().number());
    Answer answer = instance.finish(begun).mustBeSound();
    answer.mustNotPanic();
    instance.shutdown().mustSucceed();
  }

  private void checkTwo() throws CheckStop {
    mustStart();
    live(
        StructVersion.CURRENT,
        table.type() + "/first",
        first -> {
          first.start().mustSucceed();
          live(
              StructVersion.CURRENT,
              table.type() + "/second",
              second -> {
                Answer answer = second.start().mustBeSound();
                answer.mustNotPanic();
                if (!answer.succeeded()) {
                  throw CheckStop.skipped(
                      "needs settings that two can share: the second start failed with "
                          + answer.describe());
                }
                first.shutdown().mustSucceed();
                second.shutdown().mustSucceed();
              });
        });
  }

  private void checkNewer() throws CheckStop {
    mustStart();
    live(
        StructVersion.NEWER,
        table.type(),
        instance -> {
          instance.start().mustSucceed();
          if (!Memory.isNull(table.notification())) {
            instance.notify(Abi.PIPELINES_READY).mustSucceed();
          }
          instance.shutdown().mustSucceed();
        });
  }

  private static void mustOffer(MemorySegment function, String name) throws CheckStop {
    if (Memory.isNull(function)) {
      throw CheckStop.skipped("offers no " + name);
    }
  }
}

package dev.ferrule.nativehost;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The checks of what a component does with settings that are none, and with odd callers. */
final class GarbageChecks {
  private static final String OBJECT = "validate: the defaults, a JSON object, with more over them";
  private static final String NO_JSON = "validate: FERRULE_E_ARG for what is not JSON";
  private static final String SIZES = "Versions: a reader looks at no more than min(size, its own)";
  private static final byte[] ARRAY = utf8("[1]");
  private static final int DEEP = 100_000;
  private static final int THREADS = 8;
  private static final int ROUNDS = 100;
  // An error with its head alone, without its second buf, and with a part of that.
  private static final List<Long> SHORT_ERRORS =
      List.of(Layout.FerruleError.MESSAGE, Layout.FerruleError.DETAIL_JSON, 56L);

  private final CheckContext context;
  private final CheckedComponent component;
  private final SettingsChecks settings;

  GarbageChecks(CheckContext context, CheckedComponent component, SettingsChecks settings) {
    this.context = context;
    this.component = component;
    this.settings = settings;
  }

  /** Makes them. */
  void make() {
    refusesNoJson(
        "bytes that are not UTF-8", bytes(0xFF, 0xFE), bytes('{', '"', 0xFF, '"', ':', '1', '}'));
    refusesNoJson("text that is not JSON", utf8("{\"a\":"), utf8("settings"), utf8("{}}"));
    check("validate refuses an empty slice, at NULL and elsewhere", NO_JSON, this::checkEmpty);
    refuses("a number", utf8("1"));
    refuses("a string", utf8("\"text\""));
    refuses("an array", ARRAY);
    refuses("null", utf8("null"));
    refuses(DEEP + " brackets", utf8("[".repeat(DEEP)), utf8("{\"a\":".repeat(DEEP)));
    check("validate refuses a key that it does not know", OBJECT, this::checkUnknownKey);
    check("a shorter ferrule_error is not overrun", SIZES, this::checkShortErrors);
    check(
        "a longer ferrule_error is filled",
        SIZES,
        () -> component.validate(ARRAY, StructVersion.NEWER.errorSize()).mustFail());
    check(
        "functions without a handle may be called by several threads",
        "Threads: may be called by several threads at once",
        this::checkThreads);
    check(
        "settings leave nothing behind",
        "ferrule_stats: every buf released, all are zero",
        context::mustBeIdle);
  }

  private void check(String name, String rule, CheckRun.Body body) {
    context.run().check(name, rule, body);
  }

  private void refusesNoJson(String what, byte[]... cases) {
    check(
        "validate refuses " + what,
        NO_JSON,
        () -> {
          for (byte[] garbage : cases) {
            component.validate(garbage, GuardedError.FULL).mustFailWith(Abi.E_ARG);
          }
        });
  }

  private void refuses(String what, byte[]... cases) {
    check(
        "validate refuses " + what,
        OBJECT,
        () -> {
          for (byte[] garbage : cases) {
            component.validate(garbage, GuardedError.FULL).mustFail();
          }
        });
  }

  private void checkEmpty() throws CheckStop {
    component.validateNull().mustFailWith(Abi.E_ARG);
    component.validate("").mustFailWith(Abi.E_ARG);
  }

  private void checkUnknownKey() throws CheckStop {
    String odd =
        settings
            .withUnknownKey()
            .orElseThrow(() -> CheckStop.skipped("its schema allows keys that it does not name"));
    component.validate(odd).mustFailWith(Abi.E_CONFIG);
  }

  private void checkShortErrors() throws CheckStop {
    for (long size : SHORT_ERRORS) {
      component.validate(ARRAY, size).mustFail();
    }
    context.mustBeIdle();
  }

  private void checkThreads() throws CheckStop {
    ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      CheckedComponent mine = component.watchedBy(new CallWatch());
      Thread thread = CheckThread.unstarted("plugin-check-" + i, () -> hammer(mine, faults));
      threads.add(thread);
      thread.start();
    }
    long deadline = System.nanoTime() + context.deadlines().call().toNanos();
    for (Thread thread : threads) {
      if (!ended(thread, deadline)) {
        context.run().giveUp("a call before it has not returned");
        throw CheckStop.failed("a call of one of %d threads does not return".formatted(THREADS));
      }
    }
    if (!faults.isEmpty()) {
      throw CheckStop.failed(faults.element());
    }
  }

  private static void hammer(CheckedComponent component, ConcurrentLinkedQueue<String> faults) {
    try {
      for (int i = 0; i < ROUNDS; i++) {
        component.defaultConfig().mustSucceed();
        component.validate("[1]").mustFail();
      }
    } catch (CheckStop e) {
      faults.add(e.reason());
    }
  }

  private static boolean ended(Thread thread, long deadline) {
    try {
      long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
      thread.join(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}

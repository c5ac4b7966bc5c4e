package dev.ferrule.nativehost;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The checks of what a component does with settings that are none, and with odd callers. */
final class GarbageChecks {
  private static final String RULE = "validate: checks settings, a JSON object";
  private static final String SIZES = "Versions: a reader looks at no more than min(size, its own)";
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
    refuses(
        "bytes that are not UTF-8", bytes(0xFF, 0xFE), bytes('{', '"', 0xFF, '"', ':', '1', '}'));
    refuses("text that is not JSON", utf8("{\"a\":"), utf8("settings"), utf8("{}}"));
    refuses("a number", utf8("1"));
    refuses("a string", utf8("\"text\""));
    refuses("an array", utf8("[1]"));
    refuses("null", utf8("null"));
    context
        .run()
        .check(
            "validate refuses an empty slice, at NULL and elsewhere",
            RULE,
            () -> {
              component.validateNull().mustFail();
              component.validate("").mustFail();
            });
    refuses(DEEP + " brackets", utf8("[".repeat(DEEP)), utf8("{\"a\":".repeat(DEEP)));
    context
        .run()
        .check("validate refuses a key that it does not know", RULE, this::checkUnknownKey);
    context.run().check("a shorter ferrule_error is not overrun", SIZES, this::checkShortErrors);
    context
        .run()
        .check(
            "a longer ferrule_error is filled",
            SIZES,
            () -> component.validate(utf8("[1]"), StructVersion.NEWER.errorSize()).mustFail());
    context
        .run()
        .check(
            "functions without a handle may be called by several threads",
            "Threads: may be called by several threads at once",
            this::checkThreads);
    context
        .run()
        .check(
            "settings leave nothing behind",
            "ferrule_stats: every buf released, all are zero",
            context::mustBeIdle);
  }

  private void refuses(String what, byte[]... cases) {
    context
        .run()
        .check(
            "validate refuses " + what,
            RULE,
            () -> {
              for (byte[] garbage : cases) {
                component.validate(garbage, GuardedError.FULL).mustFail();
              }
            });
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
      component.validate(utf8("[1]"), size).mustFail();
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

package dev.ferrule.nativehost;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The checks of what a component offers to others. */
final class InterfaceChecks {
  private static final String RULE = "ferrule_server_auth: FERRULE_OK, or FERRULE_E_REFUSED";

  private final CheckContext context;
  private final NativeComponent table;
  private final LifecycleChecks lives;

  InterfaceChecks(CheckContext context, NativeComponent table, LifecycleChecks lives) {
    this.context = context;
    this.table = table;
    this.lives = lives;
  }

  /** Makes them. */
  void make() {
    context
        .run()
        .check(
            Abi.SERVER_AUTH_V1 + " answers a request without headers",
            RULE,
            () -> lives.running(this::checkServerAuth));
  }

  private void checkServerAuth(CheckedInstance instance) throws CheckStop {
    if (Memory.isNull(table.getInterface())) {
      throw CheckStop.skipped("offers no get_interface");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(Layout.FerruleInterface.BYTES, 8);
      Answer asked = instance.getInterface(Abi.SERVER_AUTH_V1, out).mustBeSound();
      if (asked.code() == Abi.E_UNSUPPORTED) {
        throw CheckStop.skipped("does not offer it");
      }
      asked.mustSucceed();
      NativeInterface offered = NativeInterface.read(out);
      MemorySegment function =
          NativeComponent.function(
              offered.table(Layout.FerruleServerAuth.BYTES),
              Layout.FerruleServerAuth.AUTHENTICATE,
              "its table has no authenticate");
      mustAnswer(authenticate(offered, function));
      instance.shutdown().mustSucceed();
      // It may still be called until destroy, and may answer that it is not in this state.
      authenticate(offered, function).mustBeSound().mustNotPanic();
    } catch (Refusal e) {
      throw CheckStop.failed(e.reason());
    }
  }

  private Answer authenticate(NativeInterface offered, MemorySegment function) {
    return context
        .caller()
        .give(
            "authenticate",
            (identity, error) ->
                Calls.ipplpp(function, offered.object(), MemorySegment.NULL, 0, identity, error));
  }

  private static void mustAnswer(Answer answer) throws CheckStop {
    answer.mustBeSound();
    if (answer.code() == Abi.E_REFUSED) {
      return;
    }
    answer.mustSucceed();
    if (!answer.text().isEmpty()) {
      answer.object();
    }
  }
}

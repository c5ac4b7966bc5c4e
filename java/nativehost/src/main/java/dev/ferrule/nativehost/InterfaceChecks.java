package dev.ferrule.nativehost;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.ferrule.component.AuthenticationException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** The checks of what a component offers to others. */
final class InterfaceChecks {
  private static final String SERVER_RULE = "ferrule_server_auth: FERRULE_OK, or FERRULE_E_REFUSED";
  private static final String CLIENT_RULE = "ferrule_client_auth: FERRULE_OK and *out";
  private static final byte[] AUTHORITY = "localhost:4317".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PATH = "/v1/traces".getBytes(StandardCharsets.UTF_8);

  private final CheckContext context;
  private final NativeComponent table;
  private final LifecycleChecks lives;

  /** A function of an interface, called once. */
  private interface Question {
    Answer ask() throws CheckStop;
  }

  /** What can be asked of an interface of one component. */
  private interface Use {
    void of(CheckedInstance instance, NativeInterface offered) throws CheckStop, Refusal;
  }

  InterfaceChecks(CheckContext context, NativeComponent table, LifecycleChecks lives) {
    this.context = context;
    this.table = table;
    this.lives = lives;
  }

  /** Makes them. */
  void make() {
    check(
        Abi.SERVER_AUTH_V1, " answers a request without headers", SERVER_RULE, this::useServerAuth);
    check(
        Abi.CLIENT_AUTH_V1,
        " gives headers that a request can carry",
        CLIENT_RULE,
        this::useClientAuth);
  }

  private void check(String name, String what, String rule, Use use) {
    context
        .run()
        .check(name + what, rule, () -> lives.running(instance -> use(instance, name, use)));
  }

  private void use(CheckedInstance instance, String name, Use use) throws CheckStop {
    if (Memory.isNull(table.getInterface())) {
      throw CheckStop.skipped("offers no get_interface");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(Layout.FerruleInterface.BYTES, Memory.STRUCT_ALIGNMENT);
      Answer asked = instance.getInterface(name, out).mustBeSound();
      if (asked.code() == Abi.E_UNSUPPORTED) {
        throw CheckStop.skipped("does not offer it");
      }
      asked.mustSucceed();
      use.of(instance, NativeInterface.read(out));
    } catch (Refusal e) {
      throw CheckStop.failed(e.reason());
    }
  }

  /** It may still be called until destroy, and may answer that it is not in this state. */
  private static void askAfterShutdown(CheckedInstance instance, Question question)
      throws CheckStop {
    instance.shutdown().mustSucceed();
    question.ask().mustBeSound().mustNotPanic();
  }

  private void useServerAuth(CheckedInstance instance, NativeInterface offered)
      throws CheckStop, Refusal {
    MemorySegment function =
        NativeComponent.function(
            offered.table(Layout.FerruleServerAuth.BYTES),
            Layout.FerruleServerAuth.AUTHENTICATE,
            "its table has no authenticate");
    Question question =
        () ->
            context
                .caller()
                .give(
                    "authenticate",
                    (identity, error) ->
                        Calls.ipplpp(function, offered.object(), NULL, 0, identity, error));
    Answer answer = question.ask().mustBeSound();
    if (answer.code() != Abi.E_REFUSED) {
      answer.mustSucceed();
      if (!answer.text().isEmpty()) {
        answer.object();
      }
    }
    askAfterShutdown(instance, question);
  }

  private void useClientAuth(CheckedInstance instance, NativeInterface offered)
      throws CheckStop, Refusal {
    MemorySegment function =
        NativeComponent.function(
            offered.table(Layout.FerruleClientAuth.BYTES),
            Layout.FerruleClientAuth.HEADERS,
            "its table has no headers");
    context
        .caller()
        .call("headers", error -> Calls.ipppp(function, offered.object(), NULL, NULL, error))
        .mustFailWith(Abi.E_ARG);
    Question question = () -> askForHeaders(function, offered.object());
    Answer answer = question.ask().mustBeSound();
    if (answer.code() != Abi.E_BUSY) {
      mustBeCarried(answer.mustSucceed());
    }
    askAfterShutdown(instance, question);
  }

  private Answer askForHeaders(MemorySegment function, MemorySegment object) throws CheckStop {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = Memory.sized(arena, Layout.FerruleClientRequest.BYTES);
      Memory.putSlice(arena, request, Layout.FerruleClientRequest.AUTHORITY, AUTHORITY);
      Memory.putSlice(arena, request, Layout.FerruleClientRequest.PATH, PATH);
      MemorySegment out = Memory.sized(arena, Layout.FerruleCredentials.BYTES);
      Answer answer =
          context
              .caller()
              .give(
                  "headers",
                  (json, error) -> {
                    int code = Calls.ipppp(function, object, request, out, error);
                    json.copyFrom(
                        out.asSlice(
                            Layout.FerruleCredentials.HEADERS_JSON, Layout.FerruleBuf.BYTES));
                    return code;
                  });
      long keep = out.get(JAVA_LONG, Layout.FerruleCredentials.KEEP_NS);
      if (keep < 0) {
        throw CheckStop.failed("headers may be kept for %d ns".formatted(keep));
      }
      return answer;
    }
  }

  private static void mustBeCarried(Answer answer) throws CheckStop {
    if (answer.text().length() > ShownHeaders.MAX_BYTES) {
      throw CheckStop.failed("headers are longer than %d bytes".formatted(ShownHeaders.MAX_BYTES));
    }
    try {
      ShownHeaders.read(answer.text());
    } catch (AuthenticationException e) {
      throw CheckStop.failed(String.valueOf(e.getMessage()));
    }
  }
}

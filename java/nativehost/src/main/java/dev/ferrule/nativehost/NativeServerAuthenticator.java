package dev.ferrule.nativehost;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ServerAuthenticator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks a native extension who sends a request. Any thread. */
final class NativeServerAuthenticator implements ServerAuthenticator {
  private static final int MAX_IDENTITY_BYTES = 64 << 10;

  private final NativeExtension extension;
  private final MemorySegment function;
  private final MemorySegment object;
  private final Deadlines deadlines;

  private record Answer(Outcome outcome, String identity) {}

  /**
   * One for that interface of that extension.
   *
   * @throws Refusal if its table is not what the header says
   */
  NativeServerAuthenticator(NativeExtension extension, NativeInterface offer, Deadlines deadlines)
      throws Refusal {
    this.extension = extension;
    this.function =
        NativeComponent.function(
            offer.table(Layout.FerruleServerAuth.BYTES),
            Layout.FerruleServerAuth.AUTHENTICATE,
            "its table of functions has no authenticate");
    this.object = offer.object();
    this.deadlines = deadlines;
  }

  @Override
  public Identity authenticate(List<Header> headers) throws AuthenticationException {
    Answer answer = answer(headers);
    if (answer.outcome.panicked()) {
      extension.poison(answer.outcome.describe());
    }
    if (answer.outcome.code() == Abi.E_REFUSED) {
      throw new AuthenticationException(answer.outcome.describe());
    } else if (answer.outcome.failed()) {
      // Only what goes with a refusal is meant for the sender.
      ComponentException failure =
          NativeLog.failure(extension.logger(), "authenticate", answer.outcome);
      throw new AuthenticationException("the authenticator failed", failure);
    }
    return identity(answer.identity);
  }

  private Answer answer(List<Header> headers) throws AuthenticationException {
    NativeCall<Answer> call = extension.offers().authenticate(() -> ask(headers));
    try {
      return Waits.uninterruptibly(call, deadlines.call());
    } catch (TimeoutException e) {
      throw new AuthenticationException("the authenticator did not answer in time", e);
    }
  }

  private Answer ask(List<Header> headers) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment array =
          arena.allocate(
              Math.max(1, headers.size()) * Layout.FerruleHeader.BYTES, Memory.STRUCT_ALIGNMENT);
      for (int i = 0; i < headers.size(); i++) {
        MemorySegment one =
            array.asSlice(i * Layout.FerruleHeader.BYTES, Layout.FerruleHeader.BYTES);
        Header header = headers.get(i);
        put(arena, one, Layout.FerruleHeader.NAME, header.name());
        put(arena, one, Layout.FerruleHeader.VALUE, header.value());
      }
      MemorySegment identity = arena.allocate(Layout.FerruleBuf.BYTES, Memory.STRUCT_ALIGNMENT);
      MemorySegment error = Outcome.newError(arena);
      int code = Calls.ipplpp(function, object, array, headers.size(), identity, error);
      Outcome outcome = Outcome.takeFinal(code, error);
      try {
        return new Answer(
            outcome, outcome.failed() ? "" : Memory.text(identity, 0, MAX_IDENTITY_BYTES));
      } finally {
        Memory.release(identity, 0);
      }
    }
  }

  private static void put(Arena arena, MemorySegment struct, long offset, String text) {
    Memory.putSlice(arena, struct, offset, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Identity identity(String json) throws AuthenticationException {
    if (json.isEmpty()) {
      return new Identity(Map.of());
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    try {
      if (Json.read(json) instanceof ObjectNode object) {
        for (Map.Entry<String, JsonNode> attribute : object.properties()) {
          attributes.put(attribute.getKey(), String.valueOf(Json.plain(attribute.getValue())));
        }
        return new Identity(attributes);
      }
      throw new AuthenticationException("the authenticator gave an identity that is no object");
    } catch (JacksonException e) {
      throw new AuthenticationException("the authenticator gave an identity that is no JSON", e);
    }
  }
}

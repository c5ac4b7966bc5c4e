package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.ClientAuthenticator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Asks a native extension what requests are to show, and shows the same on others for as long as it
 * allows: a crossing costs some microseconds and a thread. Any thread.
 */
final class NativeClientAuthenticator implements ClientAuthenticator {
  private final NativeExtension extension;
  private final MemorySegment function;
  private final MemorySegment object;
  private final boolean requiresTls;
  private final Deadlines deadlines;
  private final LongSupplier clock;
  private final KeptHeaders kept;

  private record Answer(Outcome outcome, String headersJson, long keepNanos) {}

  /**
   * One for that interface of that extension.
   *
   * @param clock one like {@link System#nanoTime}, for what is kept
   * @throws Refusal if its table is not what the header says
   */
  NativeClientAuthenticator(
      NativeExtension extension, NativeInterface offer, Deadlines deadlines, LongSupplier clock)
      throws Refusal {
    MemorySegment table = offer.table(Layout.FerruleClientAuth.BYTES);
    this.extension = extension;
    this.function =
        NativeComponent.function(
            table, Layout.FerruleClientAuth.HEADERS, "its table of functions has no headers");
    this.object = offer.object();
    this.requiresTls =
        (table.get(JAVA_INT, Layout.FerruleClientAuth.FLAGS) & Abi.REQUIRES_TLS) != 0;
    this.deadlines = deadlines;
    this.clock = clock;
    this.kept = new KeptHeaders(clock);
  }

  @Override
  public boolean requiresTls() {
    return requiresTls;
  }

  @Override
  public List<Header> headers(Request request) throws AuthenticationException {
    // What a component gave is not shown when it has stopped, or does not work any more.
    Optional<List<Header>> known =
        extension.state() == NativeState.RUNNING ? kept.get() : Optional.empty();
    return known.isPresent() ? known.get() : ask(request);
  }

  private List<Header> ask(Request request) throws AuthenticationException {
    long asked = clock.getAsLong();
    Answer answer = await(extension.offers().authenticate(() -> call(request)), request);
    check(answer.outcome);
    List<Header> headers = ShownHeaders.read(answer.headersJson);
    kept.put(headers, asked, answer.keepNanos);
    return headers;
  }

  private void check(Outcome outcome) throws AuthenticationException {
    if (!outcome.failed()) {
      return;
    }
    if (outcome.panicked()) {
      extension.poison(outcome.describe());
    }
    Logger logger = extension.logger();
    // What passes by itself is for the log of whoever sends.
    throw outcome.code() == Abi.E_BUSY
        ? new AuthenticationException(outcome.describe())
        : new AuthenticationException(
            outcome.describe(), NativeLog.failure(logger, "headers", outcome));
  }

  private Answer await(NativeCall<Answer> call, Request request) throws AuthenticationException {
    boolean answered = false;
    try {
      Answer answer = call.await(deadline(request));
      answered = true;
      return answer;
    } catch (TimeoutException e) {
      throw new AuthenticationException("the authenticator did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuthenticationException("was interrupted while the authenticator was asked", e);
    } finally {
      if (!answered) {
        boolean ignored = call.withdraw();
      }
    }
  }

  /** When the attempt ends, or a call takes too long, whichever comes first. */
  private long deadline(Request request) {
    long now = System.nanoTime();
    long limit = deadlines.call().toNanos();
    return now
        + (request.deadlineNanos().isPresent()
            ? Math.min(limit, request.deadlineNanos().getAsLong() - now)
            : limit);
  }

  private Answer call(Request request) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment struct = Memory.sized(arena, Layout.FerruleClientRequest.BYTES);
      put(arena, struct, Layout.FerruleClientRequest.AUTHORITY, request.authority());
      put(arena, struct, Layout.FerruleClientRequest.PATH, request.path());
      MemorySegment out = Memory.sized(arena, Layout.FerruleCredentials.BYTES);
      MemorySegment error = Outcome.newError(arena);
      int code = Calls.ipppp(function, object, struct, out, error);
      Outcome outcome = Outcome.takeFinal(code, error);
      try {
        return outcome.failed() ? new Answer(outcome, "", 0) : answer(outcome, out);
      } finally {
        Memory.release(out, Layout.FerruleCredentials.HEADERS_JSON);
      }
    }
  }

  private static Answer answer(Outcome outcome, MemorySegment out) {
    return new Answer(
        outcome,
        Memory.text(out, Layout.FerruleCredentials.HEADERS_JSON, ShownHeaders.MAX_BYTES),
        out.get(JAVA_LONG, Layout.FerruleCredentials.KEEP_NS));
  }

  private static void put(Arena arena, MemorySegment struct, long offset, String text) {
    Memory.putSlice(arena, struct, offset, text.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.ClientAuthenticator;
import dev.ferrule.component.ClientAuthenticator.Header;
import dev.ferrule.component.ClientAuthenticator.Request;
import dev.ferrule.component.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/** What a native extension does for clients. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Fixture.class)
final class ClientAuthenticatorTest {
  private static final Request REQUEST =
      new Request("peer:4317", "/v1/traces", OptionalLong.empty());

  @RegisterExtension private final Rig rig;

  ClientAuthenticatorTest(Fixture fixture) {
    this.rig = new Rig(fixture);
  }

  private static ClientAuthenticator offered(Subject it) {
    return it.extension.offer(ClientAuthenticator.class).orElseThrow();
  }

  private static Map<String, String> headers(ClientAuthenticator client, Request request)
      throws AuthenticationException {
    return client.headers(request).stream()
        .collect(Collectors.toMap(Header::name, header -> header.value().value()));
  }

  /** How often the component had been asked when it gave what is shown now. */
  private static String asked(ClientAuthenticator client) throws AuthenticationException {
    return String.valueOf(headers(client, REQUEST).get("x-asked"));
  }

  private static String failure(ClientAuthenticator client, Request request) {
    AuthenticationException thrown =
        catchThrowableOfType(AuthenticationException.class, () -> client.headers(request));
    assertThat(thrown).as("it must fail").isNotNull();
    return String.valueOf(thrown.getMessage());
  }

  @Test
  void givesHeadersForEachRequest() throws AuthenticationException {
    Subject it = rig.create("{interface: true}").start();
    ClientAuthenticator client = offered(it);
    assertThat(client.requiresTls()).isFalse();
    for (int i = 1; i <= 100; i++) {
      assertThat(headers(client, REQUEST))
          .isEqualTo(
              Map.of(
                  "authorization", "secret",
                  "x-asked", Integer.toString(i),
                  "x-authority", "peer:4317",
                  "x-path", "/v1/traces"));
    }
    assertThat(it.errors()).isEmpty();
    it.shutdown();
    assertThat(failure(client, REQUEST)).isEqualTo("the authenticator does not run");
  }

  @Test
  void headersAreKeptForAsLongAsTheComponentSays() throws AuthenticationException {
    Subject it = rig.create("{interface: true, keep_ms: 5}").start();
    AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    ClientAuthenticator client =
        it.extension.offers().clientAuthenticator(clock::get).orElseThrow();
    assertThat(asked(client)).isEqualTo("1");
    clock.addAndGet(4_999_999);
    assertThat(asked(client)).isEqualTo("1");
    clock.addAndGet(1);
    assertThat(asked(client)).isEqualTo("2");
    assertThat(asked(client)).isEqualTo("2");
    assertThat(asked(offered(it))).as("another client").isEqualTo("3");
    it.shutdown();
    assertThat(failure(client, REQUEST)).isEqualTo("the authenticator does not run");
  }

  @Test
  void noHeadersAreKeptForMoreThanAnHour() throws AuthenticationException {
    Subject it = rig.create("{interface: true, keep_ms: 5000000000}").start();
    AtomicLong clock = new AtomicLong();
    ClientAuthenticator client =
        it.extension.offers().clientAuthenticator(clock::get).orElseThrow();
    assertThat(asked(client)).isEqualTo("1");
    clock.set(Duration.ofHours(1).toNanos() - 1);
    assertThat(asked(client)).isEqualTo("1");
    clock.incrementAndGet();
    assertThat(asked(client)).isEqualTo("2");
    it.shutdown();
  }

  @Test
  void saysThatItsHeadersAreSecret() {
    Subject it = rig.create("{interface: true, requires_tls: true}").start();
    assertThat(offered(it).requiresTls()).isTrue();
    it.shutdown();
  }

  @Test
  void offersNothingIfItHasNothingOrDoesNotRun() {
    Subject it = rig.create("{interface: true}");
    assertThat(it.extension.offer(ClientAuthenticator.class)).isEmpty();
    it.start().shutdown();
    assertThat(it.extension.offer(ClientAuthenticator.class)).isEmpty();
    Subject other = rig.create("{}").start();
    assertThat(other.extension.offer(ClientAuthenticator.class)).isEmpty();
    other.shutdown();
    assertThat(other.log.messages(Level.WARN)).isEmpty();
  }

  @Test
  void headersThatNoRequestCanCarry() {
    Subject it = rig.create("{interface: true, keep_ms: 100000}").start();
    ClientAuthenticator client = offered(it);
    for (String path : List.of("/tr\u00e4ces", "/a\r\nx: y")) {
      assertThat(failure(client, new Request("peer", path, OptionalLong.empty())))
          .isEqualTo(
              "the authenticator gave header \"x-path\" a value that is not printable ASCII");
    }
    it.shutdown();
  }

  @Test
  void failureIsToldAndLogged() {
    Subject it = rig.create("{interface: true, headers: error, message: no key, flags: 1}").start();
    assertThat(failure(offered(it), REQUEST)).isEqualTo("no key");
    assertThat(it.logged("Native component failed in headers.").fields())
        .isEqualTo(Map.of("error", "no key", "code", "E_INTERNAL", "permanence", "permanent"));
    it.shutdown();
  }

  @Test
  void nothingToShowForNowIsForWhoeverSendsToLog() {
    Subject it =
        rig.create("{interface: true, headers: error, message: no token yet, code: -4}").start();
    ClientAuthenticator client = offered(it);
    assertThat(failure(client, REQUEST)).isEqualTo("no token yet");
    assertThat(it.errors()).isEmpty();
    it.assertState(NativeState.RUNNING);
    it.shutdown();
  }

  @Test
  void panicEndsWhatItDoes() {
    rig.twice(() -> {
      Subject it = rig.create("{interface: true, headers: panic, message: oh}").start();
      ClientAuthenticator client = offered(it);
      assertThat(failure(client, REQUEST)).startsWith("a bug in the component: ").endsWith("oh");
      assertThat(it.host().reported())
          .isNotEmpty()
          .allSatisfy(event -> assertThat(event.status()).isEqualTo(Status.PERMANENT_ERROR));
      it.assertState(NativeState.POISONED);
      assertThat(failure(client, REQUEST)).isEqualTo("the authenticator does not run");
      it.shutdown().assertState(NativeState.DESTROYED);
    });
    rig.expectStats("panics", 2);
  }

  /** Another call of the component panics; what it gave before is not shown any more. */
  @Test
  void whatIsKeptIsNotShownByOneThatIsPoisoned() throws AuthenticationException {
    rig.twice(() -> {
      Subject it =
          rig.create("{interface: true, keep_ms: 100000, notify: panic, message: oh}").start();
      ClientAuthenticator client = offered(it);
      assertThat(client).satisfies(that -> assertThat(asked(that)).isEqualTo("1"));
      assertThat(Subject.failure(it.extension::ready)).endsWith("oh");
      assertThat(failure(client, REQUEST)).isEqualTo("the authenticator does not run");
      it.shutdown();
    });
    rig.expectStats("panics", 2);
  }

  @Test
  void callThatDoesNotReturn() {
    Subject it = rig.create(Rig.SHORT_CALL, "{interface: true, headers: stuck}").start();
    assertThat(failure(offered(it), REQUEST)).isEqualTo("the authenticator did not answer in time");
    assertThat(it.failToShutDown())
        .isEqualTo("is left behind, because a call into it has not returned");
    rig.flush();
    rig.expectLeaks(1);
  }

  /** The attempt is over before a call may take too long; what comes later is given back. */
  @Test
  void deadlineOfTheAttempt() {
    Subject it = rig.create("{interface: true, headers: stuck}").start();
    ClientAuthenticator client = offered(it);
    long soon = System.nanoTime() + Duration.ofMillis(20).toNanos();
    assertThat(failure(client, new Request("peer", "/", OptionalLong.of(soon))))
        .isEqualTo("the authenticator did not answer in time");
    long past = System.nanoTime() - 1;
    assertThat(failure(client, new Request("peer", "/", OptionalLong.of(past))))
        .isEqualTo("the authenticator did not answer in time");
    shutDownAndFlush(it);
  }

  @Test
  void interruptEndsTheWait() throws InterruptedException {
    Subject it = rig.create("{interface: true, headers: stuck}").start();
    ClientAuthenticator client = offered(it);
    CompletableFuture<String> told = new CompletableFuture<>();
    Thread waiting =
        Thread.startVirtualThread(() -> {
          String failure = failure(client, REQUEST);
          told.complete(failure + " " + Thread.currentThread().isInterrupted());
        });
    waiting.interrupt();
    assertThat(told.join()).isEqualTo("was interrupted while the authenticator was asked true");
    waiting.join();
    shutDownAndFlush(it);
  }

  /** A call that was given up may get stuck only after a flush, so that there are several. */
  private void shutDownAndFlush(Subject it) {
    Thread stopping = Thread.startVirtualThread(it::shutdown);
    Eventually.isTrue(
        "stopped",
        () -> {
          rig.flush();
          return !stopping.isAlive();
        });
    it.assertState(NativeState.DESTROYED);
  }
}

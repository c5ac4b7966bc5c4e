package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.ServerAuthenticator;
import dev.ferrule.component.ServerAuthenticator.Header;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/** What a native extension does for servers. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Fixture.class)
final class AuthenticatorTest {
  private static final List<Header> GOOD =
      List.of(new Header("x", "\u00e4"), new Header("AUTHORIZATION", "secret"));
  private static final List<Header> BAD = List.of(new Header("authorization", "guess"));

  @RegisterExtension private final Rig rig;

  AuthenticatorTest(Fixture fixture) {
    this.rig = new Rig(fixture);
  }

  private static ServerAuthenticator offered(Subject it) {
    return it.extension.offer(ServerAuthenticator.class).orElseThrow();
  }

  private static String refused(ServerAuthenticator authenticator, List<Header> headers) {
    AuthenticationException thrown =
        catchThrowableOfType(
            AuthenticationException.class, () -> authenticator.authenticate(headers));
    assertThat(thrown).as("it must refuse").isNotNull();
    return String.valueOf(thrown.getMessage());
  }

  @Test
  void tellsWhoSends() throws AuthenticationException {
    Subject it = rig.create("{interface: true}").start();
    ServerAuthenticator authenticator = offered(it);
    for (int i = 0; i < 100; i++) {
      assertThat(authenticator.authenticate(GOOD).attributes())
          .isEqualTo(Map.of("username", "fixture"));
      assertThat(refused(authenticator, BAD)).isEqualTo("the authorization is not the secret");
      assertThat(refused(authenticator, List.of()))
          .isEqualTo("the authorization is not the secret");
    }
    assertThat(it.errors()).isEmpty();
    it.shutdown();
    assertThat(refused(authenticator, GOOD)).isEqualTo("the authenticator does not run");
  }

  @Test
  void offersNothingUnlessItRuns() {
    Subject it = rig.create("{interface: true}");
    assertThat(it.extension.offer(ServerAuthenticator.class)).isEmpty();
    it.start().shutdown();
    assertThat(it.extension.offer(ServerAuthenticator.class)).isEmpty();
  }

  @Test
  void offersNothingIfItHasNothing() {
    Subject it = rig.create("{}").start();
    assertThat(it.extension.offer(ServerAuthenticator.class)).isEmpty();
    assertThat(it.extension.offer(Runnable.class)).isEmpty();
    it.shutdown();
    assertThat(it.log.messages(Level.WARN)).isEmpty();
  }

  /** What is wrong with the component is for the log, not for whoever sends a request. */
  @Test
  void failureIsNotToldToTheSender() {
    Subject it =
        rig.create("{interface: true, authenticate: error, message: /etc/users is gone}").start();
    assertThat(refused(offered(it), GOOD)).isEqualTo("the authenticator failed");
    assertThat(it.logged("Native component failed in authenticate.").fields())
        .containsEntry("error", "/etc/users is gone");
    it.shutdown();
  }

  @Test
  void callThatDoesNotReturn() {
    Subject it = rig.create(Rig.SHORT_CALL, "{interface: true, authenticate: stuck}").start();
    assertThat(refused(offered(it), GOOD)).isEqualTo("the authenticator did not answer in time");
    assertThat(it.failToShutDown())
        .isEqualTo("is left behind, because a call into it has not returned");
    rig.flush();
    rig.expectLeaks(1);
  }

  /** A component that hangs in what it does for others does not keep anything from stopping. */
  @Test
  void hangingCallsDoNotHoldUpLives() {
    Subject it = rig.create("{interface: true, authenticate: stuck}").start();
    ServerAuthenticator authenticator = offered(it);
    CompletableFuture<?>[] calls = new CompletableFuture<?>[40];
    for (int i = 0; i < calls.length; i++) {
      CompletableFuture<Object> call = new CompletableFuture<>();
      calls[i] = call;
      Thread ignored =
          Thread.startVirtualThread(() -> {
            try {
              call.complete(authenticator.authenticate(GOOD));
            } catch (AuthenticationException e) {
              call.completeExceptionally(e);
            }
          });
    }
    Eventually.isTrue(
        "all threads inside",
        () -> rig.threads().stream().filter(name -> name.startsWith("native-use-")).count() == 16);
    rig.create("other", "{start: async, shutdown: async}").start().shutdown();
    // Some wait for a thread and get stuck after a flush; it is over when all have returned.
    CompletableFuture<Void> all = CompletableFuture.allOf(calls);
    Eventually.isTrue(
        "returned",
        () -> {
          rig.flush();
          return all.isDone();
        });
    assertThat(all).isCompleted();
    it.shutdown().assertState(NativeState.DESTROYED);
  }
}

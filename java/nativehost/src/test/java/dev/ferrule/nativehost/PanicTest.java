package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.ServerAuthenticator;
import dev.ferrule.component.ServerAuthenticator.Header;
import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A panic in each function: caught on its side, told here, and the end of that component only. Each
 * comes twice, since the first one of a place makes Rust keep what it needs to name it.
 */
@Timeout(60)
@ParameterizedClass
@EnumSource(Fixture.class)
final class PanicTest {
  private static final List<Header> GOOD = List.of(new Header("Authorization", "secret"));

  @RegisterExtension private final Rig rig;
  private final Fixture fixture;
  private final String oh;

  PanicTest(Fixture fixture) {
    this.fixture = fixture;
    this.rig = new Rig(fixture);
    this.oh = fixture.panic("oh");
    rig.expectStats("panics", 2);
  }

  /** Only its end is asked of it any more, and that goes well. */
  private static void assertPoisoned(Subject it) {
    it.assertState(NativeState.POISONED);
    assertThat(it.failToStart()).isEqualTo("cannot be started: it is POISONED");
    it.extension.ready();
    assertThat(it.extension.offer(ServerAuthenticator.class)).isEmpty();
    it.shutdown().assertState(NativeState.DESTROYED);
    assertThat(it.log.lines("ready")).isEmpty();
  }

  @Test
  void inValidate() {
    rig.twice(() ->
        assertThat(rig.problems("extensions:\n  it: {validate: panic, message: oh}"))
            .containsExactly("test.yaml:2:7: extensions::it: " + oh));
  }

  @Test
  void inDependencies() {
    rig.twice(() -> {
      assertThat(Subject.failure(() -> rig.create("{dependencies: panic, message: oh}")))
          .isEqualTo(oh);
      rig.assertCounted();
    });
  }

  @Test
  void inCreate() {
    rig.twice(() -> {
      assertThat(Subject.failure(() -> rig.create("{create: panic, message: oh}"))).isEqualTo(oh);
      rig.assertCounted();
    });
  }

  @Test
  void inStart() {
    rig.twice(() -> {
      Subject other = rig.create("other", "{}").start();
      Subject it = rig.create("{start: panic, message: oh}");
      assertThat(it.failToStart()).isEqualTo(oh);
      assertThat(it.logged("Native component failed in start.").fields())
          .containsEntry("code", "E_PANIC")
          .containsEntry("error", oh);
      assertPoisoned(it);
      other.extension.ready();
      other.shutdown();
      assertThat(other.log.lines("ready")).hasSize(1);
    });
  }

  /** In Rust the completion is dropped unsaid; C says that it was a panic. */
  @Test
  void inTheWorkThatStartBegan() {
    rig.twice(() -> {
      boolean rust = fixture == Fixture.RUST;
      Subject it =
          rig.create(
              rust
                  ? "{start: async_panic, message: oh}"
                  : "{start: async_error, code: -9, message: oh}");
      assertThat(it.failToStart())
          .isEqualTo(
              rust ? "a bug in the component: the work panicked before it was complete" : oh);
      it.shutdown().assertState(NativeState.DESTROYED);
    });
    rig.expectStats("panics", fixture == Fixture.RUST ? 2 : 0);
  }

  @Test
  void inNotify() {
    rig.twice(() -> {
      Subject it = rig.create("{notify: panic, message: oh, interface: true}").start();
      assertThat(Subject.failure(it.extension::ready)).isEqualTo(oh);
      assertThat(it.host().reported()).containsExactly(new StatusEvent(Status.PERMANENT_ERROR, oh));
      assertPoisoned(it);
    });
  }

  @Test
  void inAFunctionThatItOffers() {
    rig.twice(() -> {
      Subject it = rig.create("{interface: true, authenticate: panic, message: oh}").start();
      ServerAuthenticator authenticator =
          it.extension.offer(ServerAuthenticator.class).orElseThrow();
      assertThatThrownBy(() -> authenticator.authenticate(GOOD))
          .isInstanceOf(AuthenticationException.class)
          .hasMessage("the authenticator failed");
      // The SDK reports it too, for a caller that is not the host.
      assertThat(it.host().reported())
          .isNotEmpty()
          .allSatisfy(event -> {
            assertThat(event.status()).isEqualTo(Status.PERMANENT_ERROR);
            assertThat(event.error()).endsWith("oh");
          });
      assertThatThrownBy(() -> authenticator.authenticate(GOOD))
          .hasMessage("the authenticator does not run");
      assertPoisoned(it);
    });
  }

  @Test
  void inShutdown() {
    rig.twice(() -> {
      Subject it = rig.create("{shutdown: panic, message: oh}").start();
      assertThat(it.failToShutDown()).isEqualTo(oh);
      it.assertState(NativeState.DESTROYED);
      assertThat(it.logged("Native component failed in shutdown.").fields())
          .isEqualTo(Map.of("code", "E_PANIC", "error", oh, "permanence", "unknown"));
    });
  }
}

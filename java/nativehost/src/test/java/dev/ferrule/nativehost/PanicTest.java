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

/** A panic in each function: caught on its side, told here, and the end of that component only. */
@Timeout(60)
@ParameterizedClass
@EnumSource(value = Fixture.class, names = "C")
final class PanicTest {
  private static final String BUG = "a bug in the component: ";
  private static final List<Header> GOOD = List.of(new Header("Authorization", "secret"));

  @RegisterExtension private final Rig rig;

  PanicTest(Fixture fixture) {
    this.rig = new Rig(fixture);
    rig.expectStats("panics", 1);
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
    assertThat(rig.problems("extensions:\n  it: {validate: panic, message: index out of bounds}"))
        .containsExactly("test.yaml:2:7: extensions::it: " + BUG + "index out of bounds");
  }

  @Test
  void inDependencies() {
    assertThat(Subject.failure(() -> rig.create("{dependencies: panic, message: oh}")))
        .isEqualTo(BUG + "oh");
    rig.assertCounted();
  }

  @Test
  void inCreate() {
    assertThat(Subject.failure(() -> rig.create("{create: panic, message: oh}")))
        .isEqualTo(BUG + "oh");
    rig.assertCounted();
  }

  @Test
  void inStart() {
    Subject other = rig.create("other", "{}").start();
    Subject it = rig.create("{start: panic, message: oh}");
    assertThat(it.failToStart()).isEqualTo(BUG + "oh");
    assertThat(it.logged("Native component failed in start.").fields())
        .containsEntry("code", "E_PANIC")
        .containsEntry("error", BUG + "oh");
    assertPoisoned(it);
    other.extension.ready();
    other.shutdown();
    assertThat(other.log.lines("ready")).hasSize(1);
  }

  @Test
  void inTheWorkThatStartBegan() {
    Subject it = rig.create("{start: async_error, code: -9, message: oh}");
    assertThat(it.failToStart()).isEqualTo(BUG + "oh");
    assertPoisoned(it);
    rig.expectStats("panics", rig.plugin().stats().panics());
  }

  @Test
  void inNotify() {
    Subject it = rig.create("{notify: panic, message: oh, interface: true}").start();
    assertThat(Subject.failure(it.extension::ready)).isEqualTo(BUG + "oh");
    assertThat(it.host().reported())
        .containsExactly(new StatusEvent(Status.PERMANENT_ERROR, BUG + "oh"));
    assertPoisoned(it);
  }

  @Test
  void inGetInterface() {
    Subject it = rig.create("{interface: true, get_interface: panic, message: oh}").start();
    assertThat(it.extension.offer(ServerAuthenticator.class)).isEmpty();
    assertThat(it.host().reported())
        .containsExactly(new StatusEvent(Status.PERMANENT_ERROR, BUG + "oh"));
    assertPoisoned(it);
  }

  @Test
  void inAFunctionThatItOffers() {
    Subject it = rig.create("{interface: true, authenticate: panic, message: oh}").start();
    ServerAuthenticator authenticator = it.extension.offer(ServerAuthenticator.class).orElseThrow();
    assertThatThrownBy(() -> authenticator.authenticate(GOOD))
        .isInstanceOf(AuthenticationException.class)
        .hasMessage("the authenticator failed");
    assertThat(it.host().reported())
        .containsExactly(new StatusEvent(Status.PERMANENT_ERROR, BUG + "oh"));
    assertThatThrownBy(() -> authenticator.authenticate(GOOD))
        .hasMessage("the authenticator does not run");
    assertPoisoned(it);
  }

  @Test
  void inShutdown() {
    Subject it = rig.create("{shutdown: panic, message: oh}").start();
    assertThat(it.failToShutDown()).isEqualTo(BUG + "oh");
    it.assertState(NativeState.DESTROYED);
    assertThat(it.logged("Native component failed in shutdown.").fields())
        .isEqualTo(Map.of("code", "E_PANIC", "error", BUG + "oh", "permanence", "unknown"));
  }

  @Test
  void inClose() {
    rig.create("{close: panic}").shutdown();
    rig.expectCloseFailure("failed to close: " + BUG + "as asked");
  }
}

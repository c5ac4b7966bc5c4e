package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Native components that use each other. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Fixture.class)
final class FindTest {
  private static final String FOUND = Integer.toString(Abi.OK);
  private static final String E_STATE = Integer.toString(Abi.E_STATE);
  private static final String E_UNSUPPORTED = Integer.toString(Abi.E_UNSUPPORTED);

  @RegisterExtension private final Rig rig;
  private final String provider;

  FindTest(Fixture fixture) {
    this.rig = new Rig(fixture);
    this.provider = fixture.type() + "/provider";
  }

  private Subject provider(String settings) {
    return rig.create("provider", "{interface: true%s}".formatted(settings)).start();
  }

  private String finder(String settings) {
    return "{find: %s, dependencies: [%1$s]%s}".formatted(provider, settings);
  }

  /** What the last attempt to ask came to. */
  private static Map<String, String> asked(Subject finder) {
    return finder.log.lines("asked server_auth").getLast().fields();
  }

  private static void assertNotFound(Subject finder, String code, String message) {
    assertThat(asked(finder)).containsEntry("find", code).containsEntry("message", message);
  }

  @Test
  void isFoundAndAsked() {
    Subject it = provider("");
    Subject finder = rig.create("finder", finder("")).start(it);
    assertThat(asked(finder))
        .containsEntry("find", FOUND)
        .containsEntry("authenticate", FOUND)
        .containsEntry("identity", "{\"username\":\"fixture\"}");
    finder.shutdown().assertState(NativeState.DESTROYED);
    assertThat(finder.log.lines("asked server_auth")).as("and again in shutdown").hasSize(2);
    assertThat(asked(finder)).containsEntry("authenticate", FOUND);
    it.shutdown().assertState(NativeState.DESTROYED);
  }

  @Test
  void refusesWhomItDoesNotKnow() {
    Subject it = provider("");
    Subject finder = rig.create("finder", finder(", credential: guess")).start(it);
    assertThat(asked(finder))
        .containsEntry("find", FOUND)
        .containsEntry("authenticate", Integer.toString(Abi.E_REFUSED))
        .containsEntry("message", "the authorization is not the secret");
    finder.shutdown();
    it.shutdown();
  }

  @Test
  void onlyDependenciesAreFound() {
    Subject it = provider("");
    Subject finder = rig.create("finder", "{find: %s}".formatted(provider)).start(it);
    assertNotFound(
        finder,
        E_STATE,
        "extension \"%s\" is not among the dependencies of this one".formatted(provider));
    finder.shutdown();
    it.shutdown();
  }

  @Test
  void whatIsNotThereOrNotNativeIsNotFound() {
    Subject finder = rig.create("finder", finder("")).start();
    assertNotFound(
        finder,
        E_UNSUPPORTED,
        "extension \"%s\" is not native and offers nothing to native components"
            .formatted(provider));
    finder.shutdown();
  }

  @Test
  void whatDoesNotRunIsNotFound() {
    Subject it = rig.create("provider", "{interface: true}");
    Subject finder = rig.create("finder", finder("")).start(it);
    assertNotFound(
        finder, E_STATE, "extension \"%s\" does not run, it is CREATED".formatted(provider));
    finder.shutdown();
    it.shutdown();
  }

  @Test
  void interfaceThatIsNotOffered() {
    Subject it = rig.create("provider", "{}").start();
    Subject finder = rig.create("finder", finder("")).start(it);
    assertThat(asked(finder)).containsEntry("find", E_UNSUPPORTED);
    assertThat(asked(finder).get("message"))
        .startsWith("extension \"%s\" does not offer ferrule.server_auth.v1: ".formatted(provider));
    finder.shutdown();
    it.shutdown();
  }

  /** In the wrong order: the provider stops, but its memory stays until nobody may use it. */
  @Test
  void providerThatStopsFirst() {
    Subject it = provider("");
    Subject finder = rig.create("finder", finder("")).start(it);
    it.shutdown().assertState(NativeState.STOPPED);
    assertThat(it.log.lines("stopped before those that use it; it is freed when they have stopped"))
        .hasSize(1);
    assertThat(rig.plugin().stats().components()).isEqualTo(2);
    it.shutdown().assertState(NativeState.STOPPED);
    finder.shutdown().assertState(NativeState.DESTROYED);
    assertThat(finder.log.lines("asked server_auth")).as("used it once more").hasSize(2);
    it.assertState(NativeState.DESTROYED);
    rig.assertCounted();
  }

  @Test
  void providerIsFreedWithTheLastThatFoundIt() {
    Subject it = provider("");
    Subject first = rig.create("first", finder("")).start(it);
    Subject second = rig.create("second", finder("")).start(it);
    it.shutdown();
    first.shutdown();
    it.assertState(NativeState.STOPPED);
    second.shutdown();
    it.assertState(NativeState.DESTROYED);
  }

  @Test
  void chainIsFreedFromItsEnd() {
    String middle = provider.replace("provider", "middle");
    Subject it = provider("");
    Subject between = rig.create("middle", finder(", interface: true")).start(it);
    Subject last =
        rig.create("last", "{find: %s, dependencies: [%1$s]}".formatted(middle)).start(between);
    it.shutdown().assertState(NativeState.STOPPED);
    between.shutdown().assertState(NativeState.STOPPED);
    last.shutdown();
    between.assertState(NativeState.DESTROYED);
    it.assertState(NativeState.DESTROYED);
  }

  @Test
  void leftoversAreStoppedWithWhatTheyFound() {
    Subject it = provider("");
    Subject finder = rig.create("finder", finder("")).start(it);
    rig.plugin().close();
    finder.assertState(NativeState.DESTROYED);
    it.assertState(NativeState.DESTROYED);
  }

  @Test
  void providerOfSomebodyLeftBehindIsLeftBehind() {
    Subject it = provider("");
    Subject finder = rig.create(Rig.SHORT_SHUTDOWN, finder(", shutdown: never")).start(it);
    assertThat(finder.failToShutDown())
        .isEqualTo("is left behind, because it did not stop within 300ms");
    assertThat(it.failToShutDown())
        .isEqualTo(
            "is left behind, because extension \"%s\" uses it and is left behind"
                .formatted(finder.extension.id()));
    rig.expectLeaks(2);
    rig.expect("pendingTokens", 1);
    rig.expectStats("pendingTokens", 1);
  }

  @Test
  void providerThatWaitsForSomebodyLeftBehindIsLeftBehind() {
    Subject it = provider("");
    Subject finder = rig.create(Rig.SHORT_SHUTDOWN, finder(", shutdown: never")).start(it);
    it.shutdown().assertState(NativeState.STOPPED);
    assertThat(finder.failToShutDown()).contains("did not stop");
    it.assertState(NativeState.LEAKED);
    rig.expectLeaks(2);
    rig.expect("pendingTokens", 1);
    rig.expectStats("pendingTokens", 1);
  }

  /** Each looks for the other one's functions while the other ends. */
  @Test
  void findingWhileTheProviderStops() throws InterruptedException {
    for (int round = 0; round < 50; round++) {
      Subject it = rig.create("provider", "{interface: true, shutdown: async}").start();
      Subject finder = rig.create("finder", finder(", start: async, shutdown: async"));
      Thread starter = Thread.startVirtualThread(() -> finder.start(it));
      Thread stopper = Thread.startVirtualThread(it::shutdown);
      starter.join();
      stopper.join();
      finder.shutdown().assertState(NativeState.DESTROYED);
      it.assertState(NativeState.DESTROYED);
    }
  }
}

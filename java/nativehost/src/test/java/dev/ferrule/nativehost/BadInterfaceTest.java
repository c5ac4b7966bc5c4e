package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.ClientAuthenticator;
import dev.ferrule.component.ClientAuthenticator.Request;
import dev.ferrule.component.ServerAuthenticator;
import dev.ferrule.component.ServerAuthenticator.Header;
import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

/** Interfaces that are offered, and are not what the header says. */
@Timeout(60)
final class BadInterfaceTest {
  private static final List<Header> GOOD = List.of(new Header("authorization", "secret"));

  private static final Request REQUEST = new Request("peer", "/", OptionalLong.empty());

  @RegisterExtension private final Rig rig = new Rig(Fixture.C);

  private static ServerAuthenticator offered(Subject it) {
    return it.extension.offer(ServerAuthenticator.class).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "short   | 'its table of functions has 4 bytes, at least 16 are needed'",
        "hollow  | its table of functions has no authenticate",
        "never   | get_interface succeeded without giving functions",
        "error   | as asked",
        "refuse  | as asked",
        "async   | 'answered \"pending\", which this function must not'",
        "strange | 'answered 77, which the plugin interface does not know'",
      })
  void isNotUsed(String way, String reason) {
    Subject it = rig.create("{interface: true, get_interface: %s}".formatted(way)).start();
    assertThat(it.extension.offer(ServerAuthenticator.class)).isEmpty();
    assertThat(it.extension.offer(ClientAuthenticator.class)).isEmpty();
    assertThat(it.log.messages(Level.WARN))
        .containsExactly(
            "does not offer ferrule.server_auth.v1: " + reason,
            "does not offer ferrule.client_auth.v1: " + reason.replace("authenticate", "headers"));
    it.assertState(NativeState.RUNNING);
    it.shutdown();
  }

  @Test
  void panicWhenItIsAskedFor() {
    Subject it = rig.create("{interface: true, get_interface: panic, message: oh}").start();
    assertThat(it.extension.offer(ServerAuthenticator.class)).isEmpty();
    assertThat(it.host().reported())
        .containsExactly(new StatusEvent(Status.PERMANENT_ERROR, "a bug in the component: oh"));
    it.assertState(NativeState.POISONED);
    it.shutdown().assertState(NativeState.DESTROYED);
    rig.expectStats("panics", 1);
  }

  /** The finder learns of a failure; the panic is the provider's. */
  @Test
  void panicWhenAnotherComponentAsksForIt() {
    Subject it =
        rig.create("provider", "{interface: true, get_interface: panic, message: oh}").start();
    Subject finder =
        rig.create("finder", "{find: c_fixture/provider, dependencies: [c_fixture/provider]}")
            .start(it);
    assertThat(finder.logged("asked server_auth").fields())
        .containsEntry("find", Integer.toString(Abi.E_INTERNAL))
        .containsEntry(
            "message",
            "extension \"c_fixture/provider\" does not offer ferrule.server_auth.v1: a bug in the"
                + " component: oh");
    it.assertState(NativeState.POISONED);
    finder.assertState(NativeState.RUNNING);
    finder.shutdown();
    it.shutdown().assertState(NativeState.DESTROYED);
    rig.expectStats("panics", 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "find_id   | empty    | '\"\" is not the id of an extension: id must not be empty'",
        "find_id   | null     | '\"\" is not the id of an extension: id must not be empty'",
        "find_id   | absurd   | '\"(a text of impossible length)\" is not the id of an extension: '",
        "find_name | empty    | 'extension \"c_fixture/provider\" does not offer : there is no'",
        "find_name | bad_utf8 | 'extension \"c_fixture/provider\" does not offer bad \uFFFD'",
      })
  void isAskedForOddly(String place, String odd, String message) {
    Subject it = rig.create("provider", "{interface: true}").start();
    Subject finder =
        rig.create(
                "finder",
                "{find: c_fixture/provider, dependencies: [c_fixture/provider], odd: %s, odd_in: %s}"
                    .formatted(odd, place))
            .start(it);
    assertThat(finder.logged("asked server_auth").fields().get("message")).startsWith(message);
    finder.shutdown();
    it.shutdown();
  }

  @ParameterizedTest
  @CsvSource({
    "not_json, no JSON",
    "duplicate_json, no JSON",
    "deep_json, no JSON",
    "bad_utf8, no JSON",
    "control, no JSON",
    "long, no JSON",
    "absurd, no JSON",
    "beyond, no JSON",
    "other_json, no object",
  })
  void oddIdentity(String odd, String what) {
    Subject it = rig.create("{interface: true, odd: %s, odd_in: identity}".formatted(odd)).start();
    assertThatThrownBy(() -> offered(it).authenticate(GOOD))
        .isInstanceOf(AuthenticationException.class)
        .hasMessage("the authenticator gave an identity that is " + what);
    it.shutdown();
  }

  @ParameterizedTest
  @CsvSource({
    "not_json, headers that are no JSON",
    "deep_json, headers that are no JSON",
    "duplicate_json, headers that are no JSON",
    "bad_utf8, headers that are no JSON",
    "control, headers that are no JSON",
    "long, headers that are no JSON",
    "absurd, headers that are no JSON",
    "beyond, headers that are no JSON",
    "other_json, headers that are no object",
  })
  void oddHeaders(String odd, String what) {
    Subject it =
        rig.create("{interface: true, keep_ms: 9, odd: %s, odd_in: headers}".formatted(odd))
            .start();
    ClientAuthenticator client = it.extension.offer(ClientAuthenticator.class).orElseThrow();
    assertThatThrownBy(() -> client.headers(REQUEST))
        .isInstanceOf(AuthenticationException.class)
        .hasMessage("the authenticator gave " + what);
    it.shutdown();
  }

  @ParameterizedTest
  @CsvSource({"empty, ok", "null, ok", "'', never"})
  void noHeaders(String odd, String ending) throws AuthenticationException {
    Subject it =
        rig.create(
                "{interface: true, headers: %s, odd: '%s', odd_in: headers}".formatted(ending, odd))
            .start();
    ClientAuthenticator client = it.extension.offer(ClientAuthenticator.class).orElseThrow();
    assertThat(client.headers(REQUEST)).isEmpty();
    it.shutdown();
  }

  @ParameterizedTest
  @CsvSource({
    "async, 'answered \"pending\", which this function must not'",
    "strange, 'answered 77, which the plugin interface does not know'",
  })
  void oddAnswerForHeaders(String ending, String message) {
    Subject it = rig.create("{interface: true, headers: %s}".formatted(ending)).start();
    ClientAuthenticator client = it.extension.offer(ClientAuthenticator.class).orElseThrow();
    assertThatThrownBy(() -> client.headers(REQUEST))
        .isInstanceOf(AuthenticationException.class)
        .hasMessage(message);
    it.shutdown();
  }

  @ParameterizedTest
  @CsvSource({"empty", "null"})
  void noIdentity(String odd) throws AuthenticationException {
    Subject it = rig.create("{interface: true, odd: %s, odd_in: identity}".formatted(odd)).start();
    assertThat(offered(it).authenticate(GOOD).attributes()).isEmpty();
    it.shutdown();
  }
}

package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ComponentException;
import dev.ferrule.testkit.WebServer;
import dev.ferrule.testkit.WebServer.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Extensions that authenticate calls of either protocol. */
final class ClientAuthTest {
  private static final String AUTH = "auth: {authenticator: token/mine}\n";

  @Test
  void eachHttpRequestShowsWhatTheExtensionSays() throws Exception {
    FakeAuthenticator extension = new FakeAuthenticator(false);
    try (WebServer server = WebServer.answering(_ -> Answer.of(200));
        HttpCalls calls =
            new HttpCalls(
                AUTH + "headers: {authorization: configured}", FakeAuthenticator.ID, extension)) {
      calls.post(server.url() + "/v1/logs?a=b", "x");
      assertThat(server.next().header("authorization")).isEqualTo("Bearer 1");
      var asked = extension.asked.take();
      assertThat(asked.authority()).isEqualTo("127.0.0.1:" + server.port());
      assertThat(asked.path()).isEqualTo("/v1/logs");
      assertThatThrownBy(() -> calls.post(server.url(), "x"))
          .isInstanceOf(IOException.class)
          .hasMessage("Post \"%s\": no token today".formatted(server.url()));
      assertThatThrownBy(() -> calls.post(server.url(), "x"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the authenticator failed: ");
      calls.post(server.url(), "x");
      assertThat(server.next().header("authorization")).isEqualTo("Bearer 4");
      assertThat(server.waiting()).isZero();
    }
  }

  @Test
  void eachGrpcCallToo() throws Exception {
    FakeAuthenticator extension = new FakeAuthenticator(false);
    try (EchoServer server = new EchoServer();
        GrpcCalls calls =
            new GrpcCalls(
                GrpcCalls.PLAIN + AUTH + "endpoint: " + server.endpoint(),
                FakeAuthenticator.ID,
                extension)) {
      calls.say("x");
      assertThat(server.next().header("authorization")).isEqualTo("Bearer 1");
      var asked = extension.asked.take();
      assertThat(asked.authority()).isEqualTo(server.endpoint());
      assertThat(asked.path()).isEqualTo("/test.Echo/Say");
      assertThat(asked.deadlineNanos()).isPresent();
      assertThatThrownBy(() -> calls.say("x")).hasMessage("UNAVAILABLE: no token today");
      assertThatThrownBy(() -> calls.say("x"))
          .hasMessageStartingWith("UNAVAILABLE: the authenticator failed: ");
      calls.say("x");
      assertThat(server.next().header("authorization")).isEqualTo("Bearer 4");
      assertThat(server.waiting()).isZero();
    }
  }

  @Test
  void whatIsNotThereIsNamed() {
    String message = "failed to resolve authenticator \"token/mine\": authenticator not found";
    assertThatThrownBy(() -> new HttpCalls(AUTH))
        .isInstanceOf(ComponentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> new GrpcCalls(AUTH + "endpoint: localhost:1"))
        .isInstanceOf(ComponentException.class)
        .hasMessage(message);
  }

  @Test
  void whatDoesNotAuthenticateIsNamedToo() {
    var useless = new FakeAuthenticator.Useless();
    assertThatThrownBy(() -> new HttpCalls(AUTH, FakeAuthenticator.ID, useless))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("token/mine")
        .hasMessageEndingWith("requested authenticator is not a HTTP client authenticator");
    assertThatThrownBy(
            () -> new GrpcCalls(AUTH + "endpoint: localhost:1", FakeAuthenticator.ID, useless))
        .isInstanceOf(ComponentException.class)
        .hasMessageEndingWith("requested authenticator is not a gRPC client authenticator");
  }

  @Test
  void secretsDoNotTravelInTheClear() {
    FakeAuthenticator extension = new FakeAuthenticator(true);
    assertThatThrownBy(() ->
            new GrpcCalls(
                GrpcCalls.PLAIN + AUTH + "endpoint: localhost:1", FakeAuthenticator.ID, extension))
        .isInstanceOf(ComponentException.class)
        .hasMessageStartingWith("the credentials require transport level security");
    new GrpcCalls(AUTH + "endpoint: localhost:1", FakeAuthenticator.ID, extension).close();
    assertThat(extension.asked).isEmpty();
  }
}

package dev.ferrule.receiver.otlp.internal;

import static dev.ferrule.receiver.otlp.internal.HttpSender.JSON;
import static dev.ferrule.receiver.otlp.internal.HttpSender.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.Status;
import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.component.ServerAuthenticator;
import dev.ferrule.pdata.Signal;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakWatch.class)
class AuthTest {
  private static final byte[] ONE_SPAN = Samples.traces(1).toByteArray();
  private static final String PREFLIGHT =
      """
      OPTIONS /v1/traces HTTP/1.1
      Host: a
      Origin: http://a
      Access-Control-Request-Method: POST

      """;
  private static final String AUTH = "auth: {authenticator: token/server}";

  private final HttpSender sender = new HttpSender();
  private final Tokens tokens = new Tokens();

  @AfterEach
  void close() {
    sender.close();
  }

  /** Knows one token, under the header {@code Token}. */
  private static final class Tokens implements Extension, ServerAuthenticator {
    final LinkedBlockingQueue<List<Header>> asked = new LinkedBlockingQueue<>();
    volatile CountDownLatch answers = new CountDownLatch(0);

    @Override
    public Identity authenticate(List<Header> headers) throws AuthenticationException {
      asked.add(headers);
      try {
        if (!answers.await(20, TimeUnit.SECONDS)) {
          throw new AssertionError("nobody let it answer");
        }
      } catch (InterruptedException e) {
        throw new AuthenticationException("interrupted", e);
      }
      List<String> shown =
          headers.stream()
              .filter(it -> it.name().equalsIgnoreCase("token"))
              .map(Header::value)
              .toList();
      if (shown.contains("bug")) {
        throw new IllegalStateException("a bug");
      }
      if (!shown.equals(List.of("good"))) {
        throw new AuthenticationException("not known: " + shown);
      }
      return new Identity(Map.of());
    }

    @Override
    public void start(Host host) {}

    @Override
    public void shutdown() {}
  }

  private Rig rig(String http) {
    return new Rig.Builder().extension("token/server", tokens).grpc(AUTH).http(http).start();
  }

  private HttpResponse<byte[]> post(Rig rig, String type, String... headers) {
    return sender.post(rig.url("/v1/traces"), type, ONE_SPAN, headers);
  }

  @Test
  void letsInWhoItKnows() {
    try (Rig rig = rig(AUTH)) {
      assertThat(post(rig, PROTOBUF, "Token", "good").statusCode()).isEqualTo(200);
      assertThat(rig.sink.arrivals()).hasSize(1);
    }
  }

  @Test
  void refusesOthersInTheirEncoding() throws Exception {
    try (Rig rig = rig(AUTH)) {
      HttpResponse<byte[]> protobuf = post(rig, PROTOBUF, "Token", "bad");
      assertThat(protobuf.statusCode()).isEqualTo(401);
      assertThat(Status.parseFrom(protobuf.body()).getCode()).isEqualTo(16);
      assertThat(Status.parseFrom(protobuf.body()).getMessage()).isEqualTo("not known: [bad]");
      HttpResponse<byte[]> json = post(rig, JSON);
      assertThat(json.statusCode()).isEqualTo(401);
      assertThat(new String(json.body(), StandardCharsets.UTF_8))
          .isEqualTo("{\"code\":16,\"message\":\"not known: []\"}");
      assertThat(post(rig, "text/xml").statusCode()).isEqualTo(500);
      // Before anything else about the request.
      assertThat(sender.post(rig.url("/elsewhere"), JSON, ONE_SPAN).statusCode()).isEqualTo(401);
      assertThat(rig.sink.arrivals()).isEmpty();
      assertThat(post(rig, PROTOBUF, "Token", "good").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answersBeforeTheBodyComes() throws Exception {
    try (Rig rig = rig(AUTH);
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.post("/v1/traces", 10_000_000, "Token: bad");
      assertThat(http.read().code()).isEqualTo(401);
      assertThat(rig.pool.leasedBytes()).isZero();
    }
    try (Rig rig = rig(AUTH);
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.post("/v1/traces", ONE_SPAN.length, "Expect: 100-continue", "Token: bad");
      assertThat(http.read().code()).isEqualTo(401);
    }
    try (Rig rig = rig(AUTH);
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.post("/v1/traces", ONE_SPAN.length, "Expect: 100-continue", "Token: good");
      assertThat(http.read(false).code()).isEqualTo(100);
      assertThat(http.write(ONE_SPAN).read().code()).isEqualTo(200);
    }
  }

  @Test
  void requestsOnOneConnectionAreCheckedEach() throws Exception {
    try (Rig rig = rig(AUTH);
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.post("/v1/traces", ONE_SPAN.length, "Token: good").write(ONE_SPAN);
      http.post("/v1/traces", ONE_SPAN.length, "Token: bad").write(ONE_SPAN);
      http.post("/v1/traces", ONE_SPAN.length, "Token: good").write(ONE_SPAN);
      assertThat(http.read().code()).isEqualTo(200);
      assertThat(http.read().code()).isEqualTo(401);
      assertThat(http.read().code()).isEqualTo(200);
      assertThat(rig.sink.arrivals()).hasSize(2);
    }
  }

  @Test
  void aSlowAuthenticatorHoldsUpNobodyElse() throws Exception {
    tokens.answers = new CountDownLatch(1);
    try (Rig rig = rig("auth: {authenticator: token/server}\ncors: {allowed_origins: ['*']}");
        RawHttp first = new RawHttp(rig.httpAddress());
        RawHttp gone = new RawHttp(rig.httpAddress())) {
      first.post("/v1/traces", ONE_SPAN.length, "Token: good").write(ONE_SPAN);
      assertThat(tokens.asked.poll(20, TimeUnit.SECONDS)).isNotNull();
      gone.post("/v1/traces", ONE_SPAN.length, "Token: good").write(ONE_SPAN);
      assertThat(tokens.asked.poll(20, TimeUnit.SECONDS)).isNotNull();
      gone.hangUp();
      for (int i = 0; i < 4; i++) {
        // A preflight is not authenticated, and shares the network threads.
        try (RawHttp other = new RawHttp(rig.httpAddress())) {
          other.write(PREFLIGHT.replace("\n", "\r\n"));
          assertThat(other.read().code()).isEqualTo(204);
        }
      }
      tokens.answers.countDown();
      assertThat(first.read().code()).isEqualTo(200);
    }
  }

  @Test
  void stopsWhileAnAuthenticatorIsAtIt() throws Exception {
    tokens.answers = new CountDownLatch(1);
    Rig rig =
        new Rig.Builder()
            .extension("token/server", tokens)
            .grpc(AUTH)
            .http(AUTH)
            .drain(Duration.ofMillis(100))
            .start();
    try (rig;
        GrpcSender grpc = new GrpcSender(rig.grpcAddress());
        RawHttp http = new RawHttp(rig.httpAddress())) {
      http.post("/v1/traces", ONE_SPAN.length, "Token: good").write(ONE_SPAN);
      Thread call =
          Thread.startVirtualThread(() ->
              assertThatThrownBy(() -> export(grpc, "good"))
                  .isInstanceOf(StatusRuntimeException.class));
      assertThat(tokens.asked.poll(20, TimeUnit.SECONDS)).isNotNull();
      assertThat(tokens.asked.poll(20, TimeUnit.SECONDS)).isNotNull();
      rig.receiver.shutdown();
      assertThat(call.join(Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void aBrokenAuthenticatorLetsNobodyIn() {
    try (Rig rig = rig(AUTH);
        GrpcSender grpc = new GrpcSender(rig.grpcAddress())) {
      assertThat(post(rig, PROTOBUF, "Token", "bug").statusCode()).isEqualTo(500);
      assertThat(rig.log.lines())
          .anyMatch(line -> line.startsWith("ERROR Authenticating a sender failed."));
      assertThatThrownBy(() -> export(grpc, "bug"))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageStartingWith("INTERNAL: authenticator failed: ");
      assertThat(rig.sink.arrivals()).isEmpty();
    }
  }

  @Test
  void parametersOfTheQueryStandInForHeaders() {
    try (Rig rig = rig("auth: {authenticator: token/server, request_params: [token]}")) {
      assertThat(sender.post(rig.url("/v1/traces?token=good"), PROTOBUF, ONE_SPAN).statusCode())
          .isEqualTo(200);
      assertThat(
              sender
                  .post(rig.url("/v1/traces?token=good"), PROTOBUF, ONE_SPAN, "Token", "bad")
                  .statusCode())
          .isEqualTo(200);
      assertThat(
              sender
                  .post(rig.url("/v1/traces?token=bad"), PROTOBUF, ONE_SPAN, "Token", "good")
                  .statusCode())
          .isEqualTo(401);
      assertThat(
              sender
                  .post(rig.url("/v1/traces?other=bad"), PROTOBUF, ONE_SPAN, "Token", "good")
                  .statusCode())
          .isEqualTo(200);
    }
    try (Rig rig = rig(AUTH)) {
      assertThat(sender.post(rig.url("/v1/traces?token=good"), PROTOBUF, ONE_SPAN).statusCode())
          .isEqualTo(401);
    }
  }

  private static void export(GrpcSender sender, String token) {
    export(sender, token, ONE_SPAN);
  }

  private static void export(GrpcSender sender, String token, byte[] request) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), token);
    ClientCalls.blockingUnaryCall(
        io.grpc.ClientInterceptors.intercept(
            sender.channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
        GrpcSender.method(Signal.TRACES),
        CallOptions.DEFAULT,
        request);
  }

  @Test
  void guardsGrpcToo() throws Exception {
    try (Rig rig = rig(AUTH);
        GrpcSender grpc = new GrpcSender(rig.grpcAddress())) {
      export(grpc, "good");
      assertThat(rig.sink.only().items()).isEqualTo(1);
      assertThat(tokens.asked.take())
          .extracting(ServerAuthenticator.Header::name)
          .contains("token", "user-agent", ":authority");
      assertThatThrownBy(() -> export(grpc, "bad"))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessage("UNAUTHENTICATED: not known: [bad]");
      // Nobody looked at the message.
      assertThatThrownBy(() -> export(grpc, "bad", new byte[] {1, 2, 3}))
          .hasMessage("UNAUTHENTICATED: not known: [bad]");
      assertThat(rig.sink.arrivals()).hasSize(1);
    }
  }

  @Test
  void doesNotStartWithoutItsAuthenticator() {
    Extension other =
        new Extension() {
          @Override
          public void start(Host host) {}

          @Override
          public void shutdown() {}
        };
    Rig.Builder[] builders = {
      new Rig.Builder().grpc("auth: {authenticator: token}"),
      new Rig.Builder().http("auth: {authenticator: token}"),
    };
    for (Rig.Builder builder : builders) {
      assertThatThrownBy(() -> builder.extension("token/server", tokens).start())
          .isInstanceOf(ComponentException.class)
          .hasMessage("failed to resolve authenticator \"token\": authenticator not found");
      assertThatThrownBy(() -> builder.extension("token", other).start())
          .isInstanceOf(ComponentException.class)
          .hasMessage(
              "failed to resolve authenticator \"token\": requested authenticator is not a server"
                  + " authenticator");
    }
  }
}

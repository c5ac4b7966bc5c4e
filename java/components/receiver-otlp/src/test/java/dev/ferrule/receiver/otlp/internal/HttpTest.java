package dev.ferrule.receiver.otlp.internal;

import static dev.ferrule.receiver.otlp.internal.HttpSender.JSON;
import static dev.ferrule.receiver.otlp.internal.HttpSender.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Status;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.config.HttpServerConfig;
import dev.ferrule.confmap.Opaque;
import dev.ferrule.pdata.Signal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakWatch.class)
class HttpTest {
  private static final byte[] NOT_PROTOBUF = {(byte) 0xff, 1, 2, 3};
  private static final byte[] ONE_SPAN = Samples.traces(1).toByteArray();

  private final HttpSender sender = new HttpSender();

  @AfterEach
  void stopSending() {
    sender.close();
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void passesOnProtobufAsItCame(Signal signal) {
    byte[] request = Samples.request(signal, 7).toByteArray();
    try (Rig rig = Rig.started()) {
      HttpResponse<byte[]> response = sender.post(rig.url("/v1/" + signal), PROTOBUF, request);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type")).contains(PROTOBUF);
      assertThat(response.headers().firstValue("date")).isPresent();
      assertThat(response.body()).containsExactly(0x0a, 0x00);
      Sink.Arrival arrival = rig.sink.only();
      assertThat(arrival.signal()).isEqualTo(signal);
      assertThat(arrival.items()).isEqualTo(7);
      assertThat(arrival.bytes().toByteArray()).isEqualTo(request);
      assertThat(arrival.virtualThread()).isTrue();
      assertThat(arrival.call().metadata()).isEmpty();
      assertThat(arrival.call().deadlineNanos()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void readsJson(Signal signal) throws Exception {
    Message request = Samples.request(signal, 3);
    try (Rig rig = Rig.started()) {
      HttpResponse<byte[]> response =
          sender.post(rig.url("/v1/" + signal), "Application/JSON; charset=utf-8", json(request));

      assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type")).contains(JSON);
      assertThat(text(response)).isEqualTo("{\"partialSuccess\":{}}");
      assertThat(rig.sink.only().items()).isEqualTo(3);
      assertThat(parsed(request, rig)).isEqualTo(request);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zlib", "deflate"})
  void decompresses(String encoding) throws Exception {
    Message request = Samples.logs(3_000);
    UnaryOperator<byte[]> compress = encoding.equals("gzip") ? HttpSender::gzip : HttpSender::zlib;
    try (Rig rig = Rig.started()) {
      HttpResponse<byte[]> response =
          sender.post(
              rig.url("/v1/logs"),
              PROTOBUF,
              compress.apply(request.toByteArray()),
              "Content-Encoding",
              encoding);

      assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
      assertThat(parsed(request, rig)).isEqualTo(request);
    }
  }

  @Test
  void decompressesJson() throws Exception {
    Message request = Samples.logs(3_000);
    try (Rig rig = Rig.started()) {
      HttpResponse<byte[]> response =
          sender.post(
              rig.url("/v1/logs"),
              JSON,
              HttpSender.gzip(json(request)),
              "Content-Encoding",
              "gzip");

      assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
      assertThat(parsed(request, rig)).isEqualTo(request);
    }
  }

  @Test
  void acceptsNothingWithoutTroublingThePipeline() {
    try (Rig rig = Rig.started()) {
      assertThat(sender.post(rig.url("/v1/logs"), PROTOBUF, new byte[0]).statusCode())
          .isEqualTo(200);
      assertThat(sender.post(rig.url("/v1/logs"), JSON, bytes("{}")).statusCode()).isEqualTo(200);
      assertThat(rig.sink.arrivals()).isEmpty();
    }
  }

  @Test
  void refusesOtherMethods() {
    try (Rig rig = Rig.started()) {
      for (String method : List.of("GET", "PUT", "OPTIONS", "DELETE", "HEAD")) {
        HttpResponse<byte[]> response =
            sender.send(
                HttpRequest.newBuilder(rig.url("/v1/traces"))
                    .timeout(Duration.ofSeconds(20))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build());
        assertThat(response.statusCode()).as(method).isEqualTo(405);
        assertThat(response.headers().firstValue("content-type")).contains("text/plain");
        assertThat(text(response))
            .isEqualTo(method.equals("HEAD") ? "" : "405 method not allowed, supported: [POST]");
      }
    }
  }

  @Test
  void refusesOtherMediaTypes() {
    try (Rig rig = Rig.started()) {
      HttpResponse<byte[]> response = sender.post(rig.url("/v1/traces"), "text/xml", ONE_SPAN);

      assertThat(response.statusCode()).isEqualTo(415);
      assertThat(response.headers().firstValue("content-type")).contains("text/plain");
      assertThat(text(response))
          .isEqualTo(
              "415 unsupported media type, supported: [application/json, application/x-protobuf]");
    }
  }

  @Test
  void knowsOnlySignalsInUse() {
    try (Rig rig = new Rig.Builder().signals(Signal.LOGS).start()) {
      HttpResponse<byte[]> response = sender.post(rig.url("/v1/traces"), PROTOBUF, ONE_SPAN);

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(text(response)).isEqualTo("404 page not found\n");
      assertThat(sender.post(rig.url("/"), PROTOBUF, ONE_SPAN).statusCode()).isEqualTo(404);
      assertThat(
              sender
                  .post(rig.url("/v1%2Flogs?x=1"), PROTOBUF, Samples.logs(1).toByteArray())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void refusesMalformedBodies() throws Exception {
    try (Rig rig = Rig.started()) {
      HttpResponse<byte[]> protobuf = sender.post(rig.url("/v1/traces"), PROTOBUF, NOT_PROTOBUF);
      assertThat(protobuf.statusCode()).isEqualTo(400);
      assertThat(protobuf.headers().firstValue("content-type")).contains(PROTOBUF);
      assertThat(Status.parseFrom(protobuf.body()).getCode()).isEqualTo(3);
      assertThat(Status.parseFrom(protobuf.body()).getMessage()).isNotEmpty();

      HttpResponse<byte[]> json =
          sender.post(rig.url("/v1/traces"), JSON, bytes("{\"resourceSpans\": \"no\"}"));
      assertThat(json.statusCode()).isEqualTo(400);
      assertThat(json.headers().firstValue("content-type")).contains(JSON);
      assertThat(text(json)).startsWith("{\"code\":3,\"message\":\"");
      assertThat(statusOfJson(json).getMessage()).isNotEmpty();
      assertThat(rig.sink.arrivals()).isEmpty();
    }
  }

  @Test
  void refusesBrokenCompression() throws Exception {
    byte[] cut = HttpSender.gzip(Samples.traces(100).toByteArray());
    try (Rig rig = Rig.started()) {
      for (byte[] body : List.of(ONE_SPAN, new byte[0], Arrays.copyOf(cut, cut.length / 2))) {
        for (String type : List.of(PROTOBUF, JSON)) {
          HttpResponse<byte[]> response =
              sender.post(rig.url("/v1/traces"), type, body, "Content-Encoding", "gzip");
          assertThat(response.statusCode()).as(type).isEqualTo(400);
        }
      }
      assertThat(rig.sink.arrivals()).isEmpty();
    }
  }

  @Test
  void refusesUnknownContentEncodings() throws Exception {
    try (Rig rig = Rig.started()) {
      HttpResponse<byte[]> protobuf =
          sender.post(rig.url("/v1/traces"), PROTOBUF, ONE_SPAN, "Content-Encoding", "br");
      assertThat(protobuf.statusCode()).isEqualTo(400);
      assertThat(Status.parseFrom(protobuf.body()).getMessage())
          .isEqualTo("unsupported Content-Encoding: br");

      HttpResponse<byte[]> none =
          sender.send(
              HttpRequest.newBuilder(rig.url("/v1/traces"))
                  .timeout(Duration.ofSeconds(20))
                  .header("Content-Encoding", "br")
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build());
      assertThat(none.statusCode()).isEqualTo(400);
      assertThat(text(none))
          .isEqualTo("{\"code\":3,\"message\":\"unsupported Content-Encoding: br\"}");

      HttpResponse<byte[]> unknown =
          sender.post(rig.url("/v1/traces"), "text/xml", ONE_SPAN, "Content-Encoding", "br");
      assertThat(unknown.statusCode()).isEqualTo(500);
      assertThat(text(unknown))
          .isEqualTo("{\"code\": 13, \"message\": \"failed to marshal error message\"}");
    }
  }

  @Test
  void acceptsOnlyTheEncodingsConfigured() {
    HttpServerConfig only = with(Rig.HTTP, 0, List.of("gzip"), Map.of(), false);
    try (Rig rig = new Rig.Builder().http(only).start()) {
      assertThat(sender.post(rig.url("/v1/traces"), PROTOBUF, ONE_SPAN).statusCode())
          .isEqualTo(400);
      assertThat(
              sender
                  .post(
                      rig.url("/v1/traces"),
                      PROTOBUF,
                      HttpSender.gzip(ONE_SPAN),
                      "Content-Encoding",
                      "gzip")
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void refusesTooLargeBodies() throws Exception {
    HttpServerConfig small = with(Rig.HTTP, 1_000, List.of(), Map.of(), false);
    byte[] request = Samples.traces(100).toByteArray();
    try (Rig rig = new Rig.Builder().http(small).start()) {
      HttpResponse<byte[]> response = sender.post(rig.url("/v1/traces"), PROTOBUF, request);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(Status.parseFrom(response.body()).getMessage())
          .isEqualTo("http: request body too large");
      assertThat(sender.post(rig.url("/v1/traces"), PROTOBUF, ONE_SPAN).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void refusesBombs() throws Exception {
    byte[] bomb = HttpSender.gzip(new byte[21 * 1024 * 1024]);
    assertThat(bomb.length).isLessThan(64 * 1024);
    try (Rig rig = Rig.started()) {
      for (String type : List.of(PROTOBUF, JSON)) {
        HttpResponse<byte[]> response =
            sender.post(rig.url("/v1/traces"), type, bomb, "Content-Encoding", "gzip");
        assertThat(response.statusCode()).as(type).isEqualTo(400);
      }
      HttpResponse<byte[]> response =
          sender.post(rig.url("/v1/traces"), PROTOBUF, bomb, "Content-Encoding", "gzip");
      assertThat(Status.parseFrom(response.body()).getMessage())
          .isEqualTo("http: request body too large");
    }
  }

  @Test
  void tellsSendersToRetryWhenMemoryIsOut() throws Exception {
    byte[] request = Samples.traces(10_000).toByteArray();
    try (Rig rig = new Rig.Builder().poolBytes(200 * 1024).start()) {
      HttpResponse<byte[]> plain = sender.post(rig.url("/v1/traces"), PROTOBUF, request);
      assertThat(plain.statusCode()).isEqualTo(503);
      assertThat(Status.parseFrom(plain.body()).getCode()).isEqualTo(14);
      assertThat(plain.headers().firstValue("retry-after")).isEmpty();

      HttpResponse<byte[]> gzip =
          sender.post(
              rig.url("/v1/traces"),
              PROTOBUF,
              HttpSender.gzip(request),
              "Content-Encoding",
              "gzip");
      assertThat(gzip.statusCode()).isEqualTo(503);

      assertThat(sender.post(rig.url("/v1/traces"), PROTOBUF, ONE_SPAN).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void mapsRefusalsOfThePipeline() throws Exception {
    try (Rig rig = Rig.started()) {
      refusal(rig, ConsumeException.permanent("never"), 500, 13);
      refusal(rig, ConsumeException.retryable("not now"), 503, 14);
      refusal(rig, ConsumeException.cancelled("stopping"), 503, 14);
      // Each gRPC code and the HTTP code that OTLP has for it.
      int[] http = {
        500, 503, 500, 400, 503, 500, 500, 403, 429, 500, 503, 503, 404, 500, 503, 503, 401
      };
      for (int code = 1; code < http.length; code++) {
        refusal(rig, ConsumeException.permanent("code").withGrpcCode(code), http[code], code);
      }
    }
  }

  private void refusal(Rig rig, ConsumeException refusal, int httpCode, int grpcCode)
      throws InvalidProtocolBufferException {
    rig.sink.then((_, _) -> {
      throw refusal;
    });
    HttpResponse<byte[]> response = sender.post(rig.url("/v1/traces"), PROTOBUF, ONE_SPAN);
    assertThat(response.statusCode()).as("gRPC code " + grpcCode).isEqualTo(httpCode);
    Status status = Status.parseFrom(response.body());
    assertThat(status.getCode()).isEqualTo(grpcCode);
    assertThat(status.getMessage()).isEqualTo(refusal.getMessage());
    assertThat(response.headers().firstValue("retry-after")).isEmpty();
  }

  @Test
  void sendsTheDelayBeforeARetry() throws Exception {
    try (Rig rig = Rig.started()) {
      rig.sink.then((_, _) -> {
        throw ConsumeException.retryable(
            "a \"busy\"\n\u0001 sink é", Optional.of(Duration.ofMillis(2_500)));
      });
      HttpResponse<byte[]> response = sender.post(rig.url("/v1/logs"), JSON, json(Samples.logs(1)));

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("retry-after")).contains("2");
      Status status = statusOfJson(response);
      assertThat(status.getMessage()).isEqualTo("a \"busy\"\n\u0001 sink é");
      com.google.protobuf.Duration delay =
          status.getDetails(0).unpack(com.google.rpc.RetryInfo.class).getRetryDelay();
      assertThat(delay.getSeconds()).isEqualTo(2);
      assertThat(delay.getNanos()).isEqualTo(500_000_000);
    }
  }

  @Test
  void reportsABugInThePipeline() {
    try (Rig rig = Rig.started()) {
      rig.sink.then((_, _) -> {
        throw new IllegalStateException("a bug");
      });
      HttpResponse<byte[]> response = sender.post(rig.url("/v1/traces"), PROTOBUF, ONE_SPAN);

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(rig.log.lines())
          .anyMatch(line -> line.startsWith("ERROR") && line.contains("a bug"));
    }
  }

  @Test
  void passesOnMetadataAndAddsHeadersIfToldTo() {
    HttpServerConfig config =
        with(
            Rig.HTTP,
            0,
            List.of(),
            Map.of("X-From", new Opaque("ferrule"), "Content-Type", new Opaque("nothing")),
            true);
    try (Rig rig = new Rig.Builder().http(config).start()) {
      HttpResponse<byte[]> response =
          sender.post(rig.url("/v1/traces"), PROTOBUF, ONE_SPAN, "X-Tenant", "a", "X-Tenant", "b");

      assertThat(response.headers().firstValue("x-from")).contains("ferrule");
      assertThat(response.headers().firstValue("content-type")).contains(PROTOBUF);
      assertThat(rig.sink.only().call().metadata())
          .containsEntry("x-tenant", List.of("a", "b"))
          .containsKeys("host", "content-type");
    }
  }

  private static HttpServerConfig with(
      HttpServerConfig base,
      long maxBody,
      List<String> encodings,
      Map<String, Opaque> headers,
      boolean metadata) {
    return new HttpServerConfig(
        base.endpoint(),
        base.transport(),
        base.dialer(),
        base.tls(),
        base.cors(),
        base.auth(),
        maxBody,
        metadata,
        headers,
        encodings,
        base.readTimeout(),
        base.readHeaderTimeout(),
        base.writeTimeout(),
        base.idleTimeout(),
        base.keepAlivesEnabled());
  }

  /** OTLP/JSON writes ids in hex where protobuf's JSON writes base64. */
  private static byte[] json(Message request) throws InvalidProtocolBufferException {
    String text = JsonFormat.printer().print(request);
    return bytes(
        Pattern.compile("(\"(?:traceId|spanId)\": \")([^\"]*)\"")
            .matcher(text)
            .replaceAll(id ->
                id.group(1)
                    + HexFormat.of().formatHex(Base64.getDecoder().decode(id.group(2)))
                    + "\""));
  }

  private static Message parsed(Message like, Rig rig) throws InvalidProtocolBufferException {
    return like.getParserForType().parseFrom(rig.sink.only().bytes());
  }

  private static Status statusOfJson(HttpResponse<byte[]> response)
      throws InvalidProtocolBufferException {
    Status.Builder status = Status.newBuilder();
    JsonFormat.parser()
        .usingTypeRegistry(
            JsonFormat.TypeRegistry.newBuilder()
                .add(com.google.rpc.RetryInfo.getDescriptor())
                .build())
        .merge(text(response), status);
    return status.build();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}

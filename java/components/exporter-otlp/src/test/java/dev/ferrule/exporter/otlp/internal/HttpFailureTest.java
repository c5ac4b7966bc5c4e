package dev.ferrule.exporter.otlp.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.ConsumeException.Reason;
import dev.ferrule.config.HttpAnswer;
import dev.ferrule.config.HttpUrl;
import dev.ferrule.pdata.Signal;
import dev.ferrule.testkit.Bytes;
import dev.ferrule.testkit.RawServer;
import dev.ferrule.testkit.WebServer;
import io.grpc.Status;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers other than a success mean for a batch. */
final class HttpFailureTest {
  private static final HttpUrl URL = HttpUrl.parse("http://me:secret@a.example/v1/logs");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private static ConsumeException failure(int status, Map<String, String> headers, byte[] body) {
    return new AnswerFailure(URL, CLOCK)
        .of(new HttpAnswer(status, headers, ByteBuffer.wrap(body), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "300, false, UNKNOWN",
    "301, false, UNKNOWN",
    "302, false, UNKNOWN",
    "304, false, UNKNOWN",
    "307, false, UNKNOWN",
    "400, false, INVALID_ARGUMENT",
    "401, false, UNAUTHENTICATED",
    "403, false, PERMISSION_DENIED",
    "404, false, UNIMPLEMENTED",
    "405, false, UNKNOWN",
    "408, false, UNKNOWN",
    "413, false, UNKNOWN",
    "415, false, UNKNOWN",
    "429, true, RESOURCE_EXHAUSTED",
    "500, false, UNKNOWN",
    "501, false, UNKNOWN",
    "502, true, UNAVAILABLE",
    "503, true, UNAVAILABLE",
    "504, true, UNAVAILABLE",
    "505, false, UNKNOWN"
  })
  void someMayBeSentAgain(int status, boolean retryable, Status.Code code) {
    ConsumeException failure = failure(status, Map.of(), new byte[0]);
    assertThat(failure.isPermanent()).isEqualTo(!retryable);
    assertThat(failure.grpcCode()).hasValue(code.value());
  }

  @Test
  void theMessageNamesUrlAndStatusButNoPassword() {
    assertThat(failure(302, Map.of(), new byte[0]))
        .hasMessage(
            "rpc error: code = Unknown desc = error exporting items, request to http://a.example/v1/logs responded with HTTP Status Code 302");
    assertThat(failure(404, Map.of(), new byte[0]))
        .hasMessageEndingWith("responded with HTTP Status Code 404, Message=, Details=[]");
    assertThat(failure(404, Map.of(), "<html>no</html>".getBytes(UTF_8)))
        .hasMessageEndingWith("responded with HTTP Status Code 404");
  }

  @Test
  void theStatusOfTheServerIsTold() {
    byte[] status =
        com.google.rpc.Status.newBuilder()
            .setCode(3)
            .setMessage("zu alt, äöü")
            .addDetails(
                Any.newBuilder()
                    .setTypeUrl("type.example/Hint")
                    .setValue(ByteString.copyFromUtf8("x")))
            .build()
            .toByteArray();
    assertThat(failure(400, Map.of("content-type", "application/json"), status))
        .hasMessageEndingWith(
            "responded with HTTP Status Code 400, Message=zu alt, äöü, Details=[type.example/Hint]");
  }

  @ParameterizedTest
  @CsvSource({
    "429, 7, PT7S",
    "503, 7, PT7S",
    "502, 7,",
    "504, 7,",
    "503, 0,",
    "503, -5,",
    "503, soon,",
    "503, 1.5,",
    "503, '',",
    "503, 'Thu, 01 Jan 2026 00:01:00 GMT', PT1M",
    "429, 'Thu, 01 Jan 2026 00:00:10 GMT', PT10S",
    "503, 'Thu, 01 Jan 1998 00:00:00 GMT',",
    "503, 99999999999,"
  })
  void theServerMayAskForAPause(int status, String value, String delay) {
    ConsumeException failure = failure(status, Map.of("retry-after", value), new byte[0]);
    assertThat(failure.reason())
        .isEqualTo(new Reason.Retryable(Optional.ofNullable(delay).map(Duration::parse)));
  }

  @Test
  void whatNobodyAnswersMayBeSentAgain() {
    try (HttpExporting it = HttpExporting.directly(Signal.TRACES, "http://127.0.0.1:1")) {
      ConsumeException failure = it.export(1);
      assertThat(failure)
          .hasMessageStartingWith(
              "failed to make an HTTP request: Post \"http://127.0.0.1:1/v1/traces\": ")
          .hasMessageContaining("Connection refused");
      assertThat(failure).matches(e -> !e.isPermanent());
    }
  }

  @Test
  void aResetMayBeSentAgain() throws Exception {
    try (RawServer server =
            new RawServer(connection -> {
              RawServer.readRequest(connection.getInputStream());
              connection.setSoLinger(true, 0);
            });
        HttpExporting it = HttpExporting.directly(Signal.TRACES, server.url())) {
      assertThat(it.export(1)).matches(e -> !e.isPermanent());
    }
  }

  @Test
  void aStatusCountsThoughItsBodyHangs() throws Exception {
    try (RawServer server =
            new RawServer(connection -> {
              RawServer.readRequest(connection.getInputStream());
              RawServer.write(
                  connection,
                  "HTTP/1.1 400 Bad\r\nContent-Type: application/x-protobuf\r\nContent-Length: 9\r\n\r\nab");
              RawServer.hang(connection);
            });
        HttpExporting it =
            new HttpExporting(
                    Signal.TRACES,
                    HttpExporting.DIRECT + "timeout: 300ms\nendpoint: " + server.url())
                .start()) {
      ConsumeException failure = it.export(1);
      assertThat(failure).hasMessageEndingWith("responded with HTTP Status Code 400");
      assertThat(failure).matches(ConsumeException::isPermanent);
    }
  }

  @Test
  void aServerThatHangsIsGivenUpAndMayBeAskedAgain() throws Exception {
    try (RawServer server = new RawServer(RawServer::hang);
        HttpExporting it =
            new HttpExporting(
                    Signal.TRACES,
                    HttpExporting.DIRECT + "timeout: 100ms\nendpoint: " + server.url())
                .start()) {
      ConsumeException failure = it.export(1);
      assertThat(failure).hasMessageContaining("context deadline exceeded (Client.Timeout");
      assertThat(failure).matches(e -> !e.isPermanent());
    }
  }

  @Test
  void aRedirectToALoginPageIsNoDelivery() throws Exception {
    try (WebServer server =
            WebServer.answering(request ->
                request.path().equals("/login")
                    ? WebServer.Answer.of(200)
                    : new WebServer.Answer(302, Map.of("Location", "/login"), Bytes.EMPTY));
        HttpExporting it = HttpExporting.directly(Signal.TRACES, server.url())) {
      assertThat(it.export(1)).hasMessageEndingWith("HTTP Status Code 302");
    }
  }

  @Test
  void statusesThatAreNoProtobufAreRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> RpcStatus.of(ByteBuffer.wrap(new byte[] {0x12, 99})));
  }
}

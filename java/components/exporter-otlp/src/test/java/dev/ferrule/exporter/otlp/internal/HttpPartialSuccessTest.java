package dev.ferrule.exporter.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.ConsumeException;
import dev.ferrule.pdata.Signal;
import dev.ferrule.testkit.Bytes;
import dev.ferrule.testkit.RawServer;
import dev.ferrule.testkit.WebServer;
import dev.ferrule.testkit.WebServer.Answer;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

/** What a success has in its body. */
final class HttpPartialSuccessTest {
  private static final String PROTO = "application/x-protobuf";
  private static final String JSON = "application/json";

  /** What is logged of a success; a failure fails the test. */
  private static String logged(Signal signal, String type, Bytes body) throws Exception {
    try (WebServer server =
            WebServer.answering(_ -> new Answer(202, Map.of("Content-Type", type), body));
        HttpExporting it = HttpExporting.directly(signal, server.url())) {
      assertThat(it.export(9)).isNull();
      return it.logger.lines().stream()
          .filter(line -> line.level() == Level.WARN)
          .map(line -> line.message() + " " + new TreeMap<>(line.fields()))
          .toList()
          .toString();
    }
  }

  private static ConsumeException failure(String type, String body) throws Exception {
    try (WebServer server =
            WebServer.answering(
                _ -> new Answer(200, Map.of("Content-Type", type), Bytes.of(body)));
        HttpExporting it = HttpExporting.directly(Signal.TRACES, server.url())) {
      ConsumeException failure = it.export(1);
      if (failure == null) {
        throw new AssertionError("accepted");
      }
      return failure;
    }
  }

  @Test
  void rejectedItemsAreLogged() throws Exception {
    Bytes response =
        new Bytes(
            ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(
                    ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(3)
                        .setErrorMessage("too old"))
                .build()
                .toByteArray());
    assertThat(logged(Signal.TRACES, PROTO, response))
        .isEqualTo("[Partial success response {dropped_spans=3, message=too old}]");
  }

  @ParameterizedTest
  @CsvSource({
    "TRACES, rejectedSpans, dropped_spans",
    "METRICS, rejectedDataPoints, dropped_data_points",
    "LOGS, rejectedLogRecords, dropped_log_records"
  })
  void inJsonToo(Signal signal, String name, String field) throws Exception {
    for (String number : new String[] {"4", "\"4\""}) {
      String json =
          "{\"a\":[{}],\"partialSuccess\":{\"x\":{\"y\":1},\"%s\":%s,\"errorMessage\":\"äh\"}}"
              .formatted(name, number);
      assertThat(logged(signal, JSON, Bytes.of(json)))
          .isEqualTo("[Partial success response {%s=4, message=äh}]".formatted(field));
    }
  }

  @Test
  void aFullSuccessIsNotLogged() throws Exception {
    assertThat(logged(Signal.LOGS, PROTO, new Bytes(new byte[] {0x0a, 0}))).isEqualTo("[]");
    assertThat(logged(Signal.LOGS, PROTO, Bytes.EMPTY)).isEqualTo("[]");
    assertThat(logged(Signal.LOGS, JSON, Bytes.of("{\"partialSuccess\":{}}"))).isEqualTo("[]");
    assertThat(logged(Signal.LOGS, JSON, Bytes.of("{\"partialSuccess\":null}"))).isEqualTo("[]");
  }

  @Test
  void otherTypesSayNothing() throws Exception {
    assertThat(logged(Signal.LOGS, "text/html", Bytes.of("<html>hello</html>"))).isEqualTo("[]");
    assertThat(logged(Signal.LOGS, JSON + "; charset=utf-8", Bytes.of("{]"))).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-protobuf, garbage, error parsing protobuf response: ",
    "application/json, garbage, error parsing json response: ",
    "application/json, [], error parsing json response: not an object",
    "application/json, '{\"partialSuccess\":{\"rejectedSpans\":\"x\"}}', error parsing json response: ",
    "application/json, '{\"partialSuccess\":{', error parsing json response: ",
  })
  void garbageIsForGood(String type, String body, String message) throws Exception {
    assertThat(failure(type, body))
        .hasMessageStartingWith(message)
        .matches(ConsumeException::isPermanent);
  }

  @Test
  void aSuccessThatIsCutOffIsNotSentAgain() throws Exception {
    try (RawServer server =
            new RawServer(connection -> {
              RawServer.readRequest(connection.getInputStream());
              RawServer.write(
                  connection,
                  "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 9\r\n\r\nab");
              connection.shutdownOutput();
              RawServer.hang(connection);
            });
        HttpExporting it = HttpExporting.directly(Signal.TRACES, server.url())) {
      assertThat(it.export(1))
          .hasMessageStartingWith("error parsing protobuf response: ")
          .matches(ConsumeException::isPermanent);
    }
  }
}

package dev.ferrule.pdata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader of OTLP/JSON refuses, and what it says then. */
class OtlpJsonErrorTest {
  @RegisterExtension final JsonRig rig = new JsonRig();

  private void refuses(Signal signal, String json, String message) {
    assertThatThrownBy(() -> rig.read(signal, json))
        .as(json)
        .isInstanceOf(MalformedOtlpException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|line 1, column 1: expected an object, found nothing",
        "[]|line 1, column 1: expected an object, found a list",
        "null|line 1, column 1: expected an object, found null",
        "'{}'|line 1, column 1: expected an object, found a string",
        "{}{}|line 1, column 3: the document goes on after its end",
        "{} 1|line 1, column 4: the document goes on after its end",
        "{}}|line 1, column 3: Unexpected close marker '}': no open Object to close",
        "{'resourceSpans':[{},{'scopeSpans':[{|line 1, column 38: resourceSpans[1].scopeSpans[0]:"
            + " the document is cut off",
        "{'resourceSpans'|line 1, column 17: resourceSpans: the document is cut off",
        "{'a':'b|line 1, column 8: a: the document is cut off",
        "{'a':tru}|line 1, column 6: a: Unrecognized token 'tru': was expecting (JSON String,"
            + " Number, Array, Object or token 'null', 'true' or 'false')",
        "{'a':NaN}|line 1, column 9: a: Non-standard token 'NaN'",
        "{'resourceSpans':{}}|line 1, column 18: resourceSpans: expected a list, found an object",
        "{'resource_spans':[[]]}|line 1, column 20: resource_spans[0]: expected an object, found a"
            + " list",
        "{'resourceSpans':[{'instrumentationLibrarySpans':[{'spans':[{}]}]}]}|line 1, column 50:"
            + " resourceSpans[0].instrumentationLibrarySpans: no longer part of OTLP",
        "{'resourceSpans':[{'instrumentation_library_spans':1}]}|line 1, column 52:"
            + " resourceSpans[0].instrumentation_library_spans: no longer part of OTLP",
      })
  void saysWhereAndWhat(String json, String message) {
    refuses(Signal.TRACES, json, message);
  }

  @Test
  void countsLinesBytesAndElements() {
    refuses(
        Signal.TRACES,
        "{\n 'resourceSpans': [{}, {\n\t'scopeSpans': [{'spans': [{}, {}, {}, {\r\n"
            + "'name': 'é', 'startTimeUnixNano': 'soon'}]}]}]}",
        "line 4, column 36: resourceSpans[1].scopeSpans[0].spans[3].startTimeUnixNano: \"soon\" is"
            + " not a number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'name':1|name: expected a string, found a number",
        "'name':['a']|name: expected a string, found a list",
        "'name':'\\ud800'|name: \\ud800 is half a surrogate pair, which is no character",
        "'name':'\\ud800x'|name: \\ud800 is half a surrogate pair, which is no character",
        "'name':'\\udc00\\ud800'|name: \\udc00 is half a surrogate pair, which is no character",
        "'kind':'SERVER'|kind: \"SERVER\" is no name that is known here; write the number",
        "'kind':'2'|kind: \"2\" is no name that is known here; write the number",
        "'kind':2147483648|kind: \"2147483648\" is out of the range of enum",
        "'kind':{}|kind: expected a number, found an object",
        "'flags':-1|flags: \"-1\" is out of the range of fixed32",
        "'flags':4294967296|flags: \"4294967296\" is out of the range of fixed32",
        "'flags':true|flags: expected a number, found true",
        "'droppedLinksCount':-1|droppedLinksCount: \"-1\" is out of the range of uint32",
        "'startTimeUnixNano':''|startTimeUnixNano: \"\" is not a number",
        "'startTimeUnixNano':'-'|startTimeUnixNano: \"-\" is not a number",
        "'startTimeUnixNano':' 1'|startTimeUnixNano: \" 1\" is not a number",
        "'startTimeUnixNano':'0x10'|startTimeUnixNano: \"0x10\" is not a number",
        "'startTimeUnixNano':'1_000'|startTimeUnixNano: \"1_000\" is not a number",
        "'startTimeUnixNano':'\u0661'|startTimeUnixNano: \"\u0661\" is not a number",
        "'startTimeUnixNano':'1e'|startTimeUnixNano: \"1e\" is not a number",
        "'startTimeUnixNano':'1e99999999999'|startTimeUnixNano: \"1e99999999999\" is not a number",
        "'startTimeUnixNano':0.5|startTimeUnixNano: \"0.5\" is not an integer",
        "'startTimeUnixNano':1e-2147483647|startTimeUnixNano: \"1e-2147483647\" is not an integer",
        "'startTimeUnixNano':1e2147483647|startTimeUnixNano: \"1e2147483647\" is out of the range"
            + " of fixed64",
        "'startTimeUnixNano':18446744073709551616|startTimeUnixNano: \"18446744073709551616\" is"
            + " out of the range of fixed64",
        "'startTimeUnixNano':-1|startTimeUnixNano: \"-1\" is out of the range of fixed64",
        "'traceId':'ab'|traceId: \"ab\" has 2 characters: an id has 32 hex digits, or none",
        "'spanId':'g123456789abcdef'|spanId: \"g123456789abcdef\" is not hex",
        "'spanId':'\uff11123456789abcdef'|spanId: \"\uff11123456789abcdef\" is not hex",
        "'spanId':1234567812345678|spanId: expected a string, found a number",
        "'attributes':[{'value':{'boolValue':'true'}}]|attributes[0].value.boolValue: expected"
            + " true or false, found a string",
        "'attributes':[{'value':{'boolValue':1}}]|attributes[0].value.boolValue: expected true or"
            + " false, found a number",
        "'attributes':[{'value':{'intValue':9223372036854775808}}]|attributes[0].value.intValue:"
            + " \"9223372036854775808\" is out of the range of int64",
        "'attributes':[{'value':{'doubleValue':'1.5.2'}}]|attributes[0].value.doubleValue:"
            + " \"1.5.2\" is not a number",
        "'attributes':[{'value':{'doubleValue':'1d'}}]|attributes[0].value.doubleValue: \"1d\" is"
            + " not a number",
        "'attributes':[{'value':{'doubleValue':''}}]|attributes[0].value.doubleValue: \"\" is not a"
            + " number",
        "'attributes':[{'value':{'doubleValue':'inf'}}]|attributes[0].value.doubleValue: \"inf\" is"
            + " not a number",
        "'attributes':[{'value':{'doubleValue':1e309}}]|attributes[0].value.doubleValue: \"1e309\""
            + " is out of the range of double",
        "'attributes':[{'value':{'bytesValue':'A'}}]|attributes[0].value.bytesValue: not base64:"
            + " cut off",
        "'attributes':[{'value':{'bytesValue':'AA='}}]|attributes[0].value.bytesValue: not base64:"
            + " cut off",
        "'attributes':[{'value':{'bytesValue':'='}}]|attributes[0].value.bytesValue: not base64:"
            + " cut off",
        "'attributes':[{'value':{'bytesValue':'AAAA===='}}]|attributes[0].value.bytesValue: not"
            + " base64: cut off",
        "'attributes':[{'value':{'bytesValue':'AA==AA'}}]|attributes[0].value.bytesValue: not"
            + " base64: \"A\" after the end",
        "'attributes':[{'value':{'bytesValue':'A~'}}]|attributes[0].value.bytesValue: not base64:"
            + " \"~\"",
        "'attributes':[{'value':{'bytesValue':'\u00e9'}}]|attributes[0].value.bytesValue: not"
            + " base64: \"\u00e9\"",
      })
  void refusesValues(String members, String message) {
    assertThatThrownBy(() -> rig.read(Signal.TRACES, JsonRig.spans(members)))
        .isInstanceOf(MalformedOtlpException.class)
        .message()
        .matches("line 1, column \\d+: resourceSpans\\[0]\\.scopeSpans\\[0]\\.spans\\[0]\\..*")
        .endsWith("." + message);
  }

  @Test
  void refusesNullAmongNumbers() {
    refuses(
        Signal.METRICS,
        JsonRig.metrics("'histogram':{'dataPoints':[{'bucketCounts':[1,2,null]}]}"),
        "line 1, column 99: resourceMetrics[0].scopeMetrics[0].metrics[0].histogram.dataPoints[0]"
            + ".bucketCounts[2]: expected a number, found null");
  }

  @Test
  void cutsShortWhatItQuotes() {
    String digits = "1234567890".repeat(101);
    refuses(
        Signal.TRACES,
        "{'" + "long\u0007\u2028".repeat(20).replace("\u0007", "\\u0007") + "':[1,2,x]}",
        "line 1, column 270: long\ufffd\u2028long\ufffd\u2028long\ufffd\u2028long\ufffd\u2028"
            + "long\ufffd\u2028long\ufffd\u2028long…[2]: Unrecognized token 'x': was expecting"
            + " (JSON String, Number, Array, Object or token 'null', 'true' or 'false')");
    refuses(
        Signal.TRACES,
        "{'resourceSpans':[{'scopeSpans':[{'scope':{'droppedAttributesCount':'"
            + digits
            + "'}}]}]}",
        "line 1, column 69: resourceSpans[0].scopeSpans[0].scope.droppedAttributesCount: \""
            + digits.substring(0, 40)
            + "…\" has more than 1000 characters");
    refuses(
        Signal.TRACES,
        "{'a':" + digits + "}",
        "line 1, column 1016: a: Number value length (1010) exceeds the maximum allowed (1000)");
  }

  @Test
  void nestsAsDeepAsTheCheckAllows() {
    // Request, resource spans, resource, key-value, value, and two for each list.
    String deepest = nested(48, "{}");
    try (Batch batch = rig.read(Signal.TRACES, deepest)) {
      assertThat(OtlpCheck.countItems(Signal.TRACES, batch.bytes())).isZero();
    }
    try (Batch batch = rig.read(Signal.TRACES, nested(48, "{'intValue':1}"))) {
      assertThat(batch.byteSize()).isPositive();
    }
    assertThatThrownBy(() -> rig.read(Signal.TRACES, nested(48, "{'arrayValue':{}}")))
        .isInstanceOf(MalformedOtlpException.class)
        .hasMessageStartingWith(
            "line 1, column 1269: resourceSpans[0].resource.attributes[0].value")
        .hasMessageEndingWith(".arrayValue.values[0].arrayValue: nested more than 100 deep");
  }

  private static String nested(int lists, String innermost) {
    return "{'resourceSpans':[{'resource':{'attributes':[{'value':"
        + "{'arrayValue':{'values':[".repeat(lists)
        + innermost
        + "]}}".repeat(lists)
        + "}]}}]}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{'a':", "[{'a':"})
  void refusesBombsInUnknownFields(String opening) {
    assertThatThrownBy(() -> rig.read(Signal.LOGS, "{'unknown':" + opening.repeat(3_000_000)))
        .isInstanceOf(MalformedOtlpException.class)
        .hasMessageStartingWith("line 1, column ")
        .hasMessageEndingWith("Document nesting depth (203) exceeds the maximum allowed (202)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'",
        "{'a':1",
        "{'a':[-1.",
        "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'spanId':'",
        "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'flags':'",
        "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'severityNumber':'",
      })
  void gathersNothingThatNeverEnds(String start) {
    String json = (start + "9".repeat(1 << 20)).replace('\'', '"');
    ByteArrayInputStream in = new ByteArrayInputStream(json.getBytes(UTF_8));
    assertThatThrownBy(() -> OtlpJson.read(Signal.LOGS, in, rig.pool))
        .isInstanceOf(MalformedOtlpException.class)
        .hasMessageMatching(".*(length \\(\\d{4}\\) exceeds|has more than 1000 characters).*");
    assertThat(in.available()).isGreaterThan(1_000_000);
  }

  @Test
  void takesNamesOfAThousandBytes() {
    String name = "n".repeat(1000);
    assertThat(rig.span("'" + name + "':1,'kind':3").getKindValue()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "'", "{'a':'", "{'resourceLogs':[{'schemaUrl':'"})
  void boundsWhatGarbageTakes(String start) {
    byte[] garbage = (start + "9".repeat(20 << 20)).replace('\'', '"').getBytes(UTF_8);
    try (BufferPool small = BufferPool.bounded(1 << 20)) {
      assertThatThrownBy(() -> OtlpJson.read(Signal.LOGS, new ByteArrayInputStream(garbage), small))
          .isInstanceOfAny(MalformedOtlpException.class, PoolExhaustedException.class);
      assertThat(small.leasedBytes()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "c0",
        "c080",
        "c3",
        "c328",
        "e0",
        "e080af",
        "e28028",
        "ed",
        "eda080",
        "eda0bdedb880",
        "f0",
        "f08080af",
        "f09f98",
        "f48fbfc0",
        "f4908080",
        "f5808080",
        "fe",
        "ff",
        "ffffffffff",
      })
  void refusesWhatIsNoUtf8(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    String invalid = new String(bytes, ISO_8859_1);
    // In a value, at the end of a buffer, in a name, in what is passed over, between values.
    refusesUtf8("{'resourceSpans':[{'schemaUrl':'", invalid, "'}]}");
    refusesUtf8("{'unknown':'a", invalid, "'}");
    refusesUtf8("{'unknown", invalid, "':1}");
    refusesUtf8("{'unknown':1", invalid, "}");
    refusesUtf8("{} ", invalid, "");
    for (int filling = 7_980; filling < 8_020; filling++) {
      refusesUtf8("{'unknown':'" + "x".repeat(filling), invalid, "'}");
    }
  }

  private void refusesUtf8(String before, String invalid, String after) {
    byte[] json = (before + invalid + after).replace('\'', '"').getBytes(ISO_8859_1);
    assertThatThrownBy(() -> rig.read(Signal.TRACES, json))
        .isInstanceOf(MalformedOtlpException.class)
        .hasMessageStartingWith("line 1, column " + (before.length() + 1) + ": ")
        .hasMessageEndingWith("not valid UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
  void readsNoOtherEncoding(String encoding) {
    byte[] bytes = "{\"resourceSpans\":[]}".getBytes(Charset.forName(encoding));
    assertThatThrownBy(() -> rig.read(Signal.TRACES, bytes))
        .isInstanceOf(MalformedOtlpException.class);
  }

  @Test
  void passesOnThatTheStreamFailed() {
    IOException failure = new IOException("gone");
    assertThatThrownBy(() -> OtlpJson.read(Signal.TRACES, endingWith(failure), rig.pool))
        .isInstanceOf(UncheckedIOException.class)
        .hasCause(failure);
    RuntimeException bug = new IllegalStateException("a bug");
    assertThatThrownBy(() -> OtlpJson.read(Signal.TRACES, endingWith(bug), rig.pool)).isSameAs(bug);
  }

  /** A stream that throws an {@link IOException} or a {@link RuntimeException} at its end. */
  private static InputStream endingWith(Exception failure) {
    return new FilterInputStream(
        new ByteArrayInputStream("{\"resourceSpans\":[{".getBytes(UTF_8))) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int size = super.read(target, offset, length);
        if (size >= 0) {
          return size;
        }
        if (failure instanceof IOException e) {
          throw e;
        }
        throw (RuntimeException) failure;
      }
    };
  }

  @Test
  void readsTheStreamToItsEndAndLeavesItOpen() {
    byte[] json = ("{}" + " ".repeat(50_000)).getBytes(UTF_8);
    InputStream in =
        new ByteArrayInputStream(json) {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };
    OtlpJson.read(Signal.TRACES, in, rig.pool).close();
    assertThat(in).isEmpty();
  }
}

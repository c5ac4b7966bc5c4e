package dev.ferrule.pdata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How OTLP/JSON writes text, bytes, ids and the values of attributes. */
class OtlpJsonValueTest {
  @RegisterExtension final JsonRig rig = new JsonRig();

  static Stream<Arguments> anyValues() {
    return Stream.of(
        Arguments.of("{}", AnyValue.getDefaultInstance()),
        Arguments.of("{'stringValue':null}", AnyValue.getDefaultInstance()),
        Arguments.of("{'unknown':{'stringValue':'a'}}", AnyValue.getDefaultInstance()),
        Arguments.of("{'stringValue':''}", any("")),
        Arguments.of("{'string_value':'a'}", any("a")),
        Arguments.of("{'boolValue':false}", AnyValue.newBuilder().setBoolValue(false).build()),
        Arguments.of("{'boolValue':true}", AnyValue.newBuilder().setBoolValue(true).build()),
        Arguments.of("{'intValue':'0'}", any(0)),
        Arguments.of("{'bytesValue':''}", binary("")),
        Arguments.of("{'bytesValue':'+/8='}", binary("fbff")),
        Arguments.of("{'bytesValue':'-_8='}", binary("fbff")),
        Arguments.of("{'bytesValue':'-/8'}", binary("fbff")),
        Arguments.of("{'bytesValue':'AA=='}", binary("00")),
        Arguments.of("{'bytesValue':'AA'}", binary("00")),
        Arguments.of("{'bytesValue':'AAEC'}", binary("000102")),
        Arguments.of("{'bytesValue':'AA\\r\\nEC\\n'}", binary("000102")),
        Arguments.of("{'arrayValue':{}}", array()),
        Arguments.of("{'arrayValue':{'values':[]}}", array()),
        Arguments.of("{'arrayValue':{'values':null}}", array()),
        Arguments.of(
            "{'arrayValue':{'values':[{'intValue':1},{},null,{'stringValue':'b'}]}}",
            array(any(1), AnyValue.getDefaultInstance(), AnyValue.getDefaultInstance(), any("b"))),
        Arguments.of(
            "{'kvlistValue':{'values':[{'key':'a','value':{'intValue':1}},{'key':'b'},{}]}}",
            AnyValue.newBuilder()
                .setKvlistValue(
                    KeyValueList.newBuilder()
                        .addValues(KeyValue.newBuilder().setKey("a").setValue(any(1)))
                        .addValues(KeyValue.newBuilder().setKey("b"))
                        .addValues(KeyValue.getDefaultInstance()))
                .build()),
        // The last one counts.
        Arguments.of("{'stringValue':'a','intValue':1}", any(1)),
        Arguments.of("{'intValue':1,'stringValue':'a','intValue':null}", any("a")),
        Arguments.of(
            "{'arrayValue':{'values':[{'intValue':1}]},'arrayValue':{'values':[{'intValue':2}]}}",
            array(any(2))),
        Arguments.of("{'arrayValue':{'values':[{'intValue':1}]},'stringValue':''}", any("")));
  }

  @ParameterizedTest
  @MethodSource("anyValues")
  void readsAnyValues(String json, AnyValue expected) {
    LogRecord read = rig.logRecord("'body':" + json);
    assertThat(read).isEqualTo(LogRecord.newBuilder().setBody(expected).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0AF7651916CD43DD8448EB211C80319C|0af7651916cd43dd8448eb211c80319c",
        "00000000000000000000000000000000|00000000000000000000000000000000",
        "``|``",
      })
  void readsIds(String json, String expected) {
    assertThat(rig.span("'traceId':'" + json + "'").getTraceId())
        .isEqualTo(ByteString.fromHex(expected));
    assertThat(rig.span("'links':[{'trace_id':'" + json + "'}]").getLinks(0).getTraceId())
        .isEqualTo(ByteString.fromHex(expected));
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t"),
        Arguments.of("\\u0000\\u00e9\\u65E5", "\u0000é\u65e5"),
        Arguments.of("\u007f\u0080\u07ff\u0800\uffff", "\u007f\u0080\u07ff\u0800\uffff"),
        Arguments.of("\ud83d\ude00", "\ud83d\ude00"),
        Arguments.of("\\ud83d\\ude00\\uDBFF\\uDFFF", "\ud83d\ude00\udbff\udfff"),
        Arguments.of("a\\ud83d\\ude00b", "a\ud83d\ude00b"),
        Arguments.of("\ud83d\ude00".repeat(5000), "\ud83d\ude00".repeat(5000)),
        Arguments.of("\\ud83d\\ude00".repeat(5000), "\ud83d\ude00".repeat(5000)));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsText(String json, String expected) {
    // At any place in the buffers between here and the bytes.
    for (String filling : new String[] {"", "x".repeat(1021), "é".repeat(7000)}) {
      for (int shift = 0; shift < 8; shift++) {
        String before = filling + "y".repeat(shift);
        assertThat(rig.span("'name':\"" + before + json + "\"").getName())
            .isEqualTo(before + expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, 9_000_000})
  void readsTextOfAnyLength(int length) {
    String text = "n".repeat(length);
    try (Batch batch = rig.read(Signal.TRACES, JsonRig.spans("'name':'" + text + "'"))) {
      Message request = JsonRig.parse(batch);
      assertThat(JsonRig.span(request)).isEqualTo(Span.newBuilder().setName(text).build());
      assertThat(batch.byteSize()).isEqualTo(request.getSerializedSize());
    }
  }

  private static AnyValue any(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private static AnyValue any(long number) {
    return AnyValue.newBuilder().setIntValue(number).build();
  }

  private static AnyValue array(AnyValue... values) {
    return AnyValue.newBuilder()
        .setArrayValue(ArrayValue.newBuilder().addAllValues(List.of(values)))
        .build();
  }

  private static AnyValue binary(String hex) {
    return AnyValue.newBuilder().setBytesValue(ByteString.fromHex(hex)).build();
  }
}

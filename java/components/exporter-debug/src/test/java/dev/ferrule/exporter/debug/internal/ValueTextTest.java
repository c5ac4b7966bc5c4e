package dev.ferrule.exporter.debug.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.ferrule.pdata.AnyValueView;
import dev.ferrule.pdata.LogsView;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/**
 * What the golden files do not show: odd strings, numbers that JSON does not have, empty things.
 */
class ValueTextTest {

  private static AnyValueView view(AnyValue.Builder value) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request.addResourceLogsBuilder().addScopeLogsBuilder().addLogRecordsBuilder().setBody(value);
    return LogsView.of(MemorySegment.ofArray(request.build().toByteArray()))
        .resourceLogs()
        .iterator()
        .next()
        .scopeLogs()
        .iterator()
        .next()
        .logRecords()
        .iterator()
        .next()
        .body();
  }

  private static AnyValue.Builder list(AnyValue.Builder... values) {
    ArrayValue.Builder array = ArrayValue.newBuilder();
    for (AnyValue.Builder value : values) {
      array.addValues(value);
    }
    return AnyValue.newBuilder().setArrayValue(array);
  }

  private static AnyValue.Builder number(double value) {
    return AnyValue.newBuilder().setDoubleValue(value);
  }

  private static AnyValue.Builder text(String value) {
    return AnyValue.newBuilder().setStringValue(value);
  }

  @Test
  void printsDoublesThatAreNoNumbers() {
    assertThat(ValueText.typed(view(number(Double.NaN)))).isEqualTo("Double(NaN)");
    assertThat(ValueText.typed(view(number(Double.POSITIVE_INFINITY))))
        .isEqualTo("Double(Infinity)");
    assertThat(ValueText.typed(view(number(Double.NEGATIVE_INFINITY))))
        .isEqualTo("Double(-Infinity)");
  }

  @Test
  void printsNothingForAListThatJsonDoesNotHave() {
    assertThat(ValueText.typed(view(list(text("a"), list(number(Double.NaN))))))
        .isEqualTo("Slice()");
    AnyValue.Builder map =
        AnyValue.newBuilder()
            .setKvlistValue(
                KeyValueList.newBuilder()
                    .addValues(
                        io.opentelemetry.proto.common.v1.KeyValue.newBuilder()
                            .setKey("k")
                            .setValue(number(Double.POSITIVE_INFINITY))));
    assertThat(ValueText.typed(view(map))).isEqualTo("Map()");
  }

  @Test
  void printsEmptyThings() {
    AnyValue.Builder noBytes = AnyValue.newBuilder().setBytesValue(ByteString.EMPTY);
    AnyValue.Builder noMap = AnyValue.newBuilder().setKvlistValue(KeyValueList.newBuilder());
    assertThat(ValueText.typed(view(list()))).isEqualTo("Slice([])");
    assertThat(ValueText.typed(view(noMap))).isEqualTo("Map({})");
    assertThat(ValueText.typed(view(noBytes))).isEqualTo("Bytes()");
    assertThat(ValueText.typed(view(list(noBytes, noMap, list()))))
        .isEqualTo("Slice([null,{},[]])");
  }

  @Test
  void escapesAsJsonAsksAndNoMore() {
    assertThat(ValueText.plain(view(list(text("\"\\\b\f\n\r\t\u0001\u001f\u007f<&>/é\u2028😀")))))
        .isEqualTo("[\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\u007f<&>/é\\u2028😀\"]");
  }

  @Test
  void sortsKeysByTheirBytesAndKeepsTheLastOfEqualOnes() {
    KeyValueList.Builder map = KeyValueList.newBuilder();
    // In UTF-16 the third would come before the second.
    for (String key : new String[] {"b", "\uffee", "\ud83d\ude00", "a", "b"}) {
      map.addValues(FullRequests.text(key, "v" + map.getValuesCount()));
    }
    assertThat(ValueText.plain(view(AnyValue.newBuilder().setKvlistValue(map))))
        .isEqualTo("{\"a\":\"v3\",\"b\":\"v4\",\"\uffee\":\"v1\",\"\ud83d\ude00\":\"v2\"}");
  }
}

package dev.ferrule.pdata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OTLP/JSON has around its values: names, nulls, lists, repetitions. */
class OtlpJsonTest {
  @RegisterExtension final JsonRig rig = new JsonRig();

  @ParameterizedTest
  @EnumSource
  void anEmptyObjectIsAnEmptyRequest(Signal signal) {
    try (Batch batch = rig.read(signal, " {\n} ")) {
      assertThat(batch.signal()).isEqualTo(signal);
      assertThat(batch.itemCount()).isZero();
      assertThat(batch.byteSize()).isZero();
    }
  }

  @Test
  void readsTheExampleOfTheReadme() {
    Span span =
        rig.span(
            "'traceId':'0af7651916cd43dd8448eb211c80319c','spanId':'b7ad6b7169203331',"
                + "'name':'hello from curl'");
    assertThat(span)
        .isEqualTo(
            Span.newBuilder()
                .setTraceId(ByteString.fromHex("0af7651916cd43dd8448eb211c80319c"))
                .setSpanId(ByteString.fromHex("b7ad6b7169203331"))
                .setName("hello from curl")
                .build());
  }

  @Test
  void knowsBothSpellings() {
    assertThat(rig.span("'startTimeUnixNano':1,'end_time_unix_nano':2,'dropped_links_count':3"))
        .isEqualTo(
            Span.newBuilder()
                .setStartTimeUnixNano(1)
                .setEndTimeUnixNano(2)
                .setDroppedLinksCount(3)
                .build());
    assertThat(rig.span("'StartTimeUnixNano':1,'starttimeunixnano':1,'name\\u0000':''"))
        .isEqualTo(Span.getDefaultInstance());
    assertThat(rig.span("'n\\u0061me':'escaped'").getName()).isEqualTo("escaped");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1.5e999",
        "'a\\ud800'",
        "true",
        "false",
        "null",
        "[]",
        "{}",
        "'\\u00e9'",
        "[[[]],{'a':[{'b':null}]}]",
        "{'name':'other','kind':[]}",
      })
  void passesOverUnknownFields(String json) {
    assertThat(rig.span("'new':" + json + ",'name':'a','':" + json + ",'kind':3"))
        .isEqualTo(Span.newBuilder().setName("a").setKind(Span.SpanKind.SPAN_KIND_CLIENT).build());
  }

  @Test
  void nullIsNoValue() {
    assertThat(
            rig.span(
                "'traceId':null,'name':null,'kind':null,'startTimeUnixNano':null,'flags':null,"
                    + "'attributes':null,'status':null,'events':[null]"))
        .isEqualTo(Span.newBuilder().addEvents(Span.Event.getDefaultInstance()).build());
    assertThat(rig.span("'name':'a','name':null").getName()).isEqualTo("a");
    assertThat(rig.read(Signal.TRACES, "{\"resourceSpans\":null}"))
        .satisfies(batch -> {
          assertThat(batch.byteSize()).isZero();
          batch.close();
        });
    ResourceSpans resource =
        rig.resourceSpans("'resource':{'entityRefs':[{'idKeys':['a',null,'']}]}");
    assertThat(resource.getResource().getEntityRefs(0).getIdKeysList())
        .containsExactly("a", "", "");
  }

  @Test
  void ofAKeyThatIsThereTwiceTheLastValueCounts() {
    assertThat(
            rig.span(
                "'name':'a','name':'','kind':3,'kind':0,'traceId':'"
                    + "0".repeat(32)
                    + "','trace_id':'','endTimeUnixNano':1,'endTimeUnixNano':2"))
        .isEqualTo(Span.newBuilder().setEndTimeUnixNano(2).build());
    assertThat(
            rig.span(
                "'links':[{'flags':1}],'status':{'code':2},'links':[{}],'status':{'message':'m'}"))
        .returns(2, Span::getLinksCount)
        .returns(2, span -> span.getStatus().getCodeValue())
        .returns("m", span -> span.getStatus().getMessage());
  }

  @Test
  void countsOnlyTheDataThatIsLeft() {
    String json =
        JsonRig.metrics(
            "'gauge':{'dataPoints':[{},{},{}]},'name':'n','sum':{'dataPoints':[{},{}]},"
                + "'unit':'u','sum':{'dataPoints':[{'asInt':1}]},'metadata':[{'key':'k'}]");
    try (Batch batch = rig.read(Signal.METRICS, json)) {
      assertThat(batch.itemCount()).isEqualTo(1);
      assertThat(OtlpCheck.countItems(Signal.METRICS, batch.bytes())).isEqualTo(1);
      Metric metric = JsonRig.metric(batch);
      assertThat(metric.getName() + metric.getUnit()).isEqualTo("nu");
      assertThat(metric.getSum().getDataPoints(0).getAsInt()).isEqualTo(1);
      assertThat(metric.getMetadata(0).getKey()).isEqualTo("k");
    }
  }

  @Test
  void leavesOutEmptyListsAndZeros() {
    try (Batch batch =
        rig.read(
            Signal.TRACES,
            JsonRig.spans(
                "'attributes':[],'droppedAttributesCount':0,'name':'','flags':0,'kind':0"))) {
      assertThat(batch.byteSize()).isEqualTo(6);
    }
  }
}

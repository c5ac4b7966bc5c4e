package dev.ferrule.pdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ViewTest {
  private static final int MESSAGES = 150;

  @Test
  void showsTracesAsTheOracleDoes() throws InvalidProtocolBufferException {
    compare(ExportTraceServiceRequest.getDefaultInstance(), TracesView::of, ViewRebuild::traces);
  }

  @Test
  void showsMetricsAsTheOracleDoes() throws InvalidProtocolBufferException {
    compare(
        ExportMetricsServiceRequest.getDefaultInstance(), MetricsView::of, ViewRebuild::metrics);
  }

  @Test
  void showsLogsAsTheOracleDoes() throws InvalidProtocolBufferException {
    compare(ExportLogsServiceRequest.getDefaultInstance(), LogsView::of, ViewRebuild::logs);
  }

  private static <M extends Message, V> void compare(
      M empty, Function<MemorySegment, V> view, Function<V, M> rebuild)
      throws InvalidProtocolBufferException {
    long seed = System.nanoTime();
    System.out.println("ViewTest seed " + seed);
    Random random = new Random(seed);
    ViewRandomMessage messages = new ViewRandomMessage(random);
    ViewScrambledWire scrambled = new ViewScrambledWire(random);
    int longest = 0;
    try (Arena arena = Arena.ofConfined()) {
      for (int i = 0; i < MESSAGES; i++) {
        M message = messages.like(empty);
        byte[] wire = i % 2 == 0 ? message.toByteArray() : scrambled.write(message);
        // The oracle must read the scrambled form as the message, or the test tests nothing.
        Message oracle = plain(empty.getParserForType().parseFrom(wire));
        assertThat(oracle).as("seed %d", seed).isEqualTo(plain(message));
        longest = Math.max(longest, wire.length);
        V views = view.apply(arena.allocateFrom(ValueLayout.JAVA_BYTE, wire));
        assertThat(rebuild.apply(views)).as("seed %d", seed).isEqualTo(oracle);
      }
    }
    assertThat(longest).as("longest message, seed %d", seed).isGreaterThan(1000);
  }

  /** Without unknown fields, and with empty messages in place of absent ones that views show. */
  private static Message plain(Message message) {
    Message.Builder builder =
        message.toBuilder().setUnknownFields(UnknownFieldSet.getDefaultInstance());
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
          builder.setRepeatedField(field, i, plain((Message) message.getRepeatedField(field, i)));
        }
      } else if (field.getRealContainingOneof() == null || message.hasField(field)) {
        builder.setField(field, plain((Message) message.getField(field)));
      }
    }
    return builder.build();
  }

  @Test
  void readsAnEmptyRequestAsEmpty() {
    assertThat(TracesView.of(MemorySegment.NULL).resourceSpans()).isEmpty();
    assertThat(MetricsView.of(MemorySegment.NULL).resourceMetrics()).isEmpty();
    assertThat(LogsView.of(MemorySegment.NULL).resourceLogs()).isEmpty();
  }

  @Test
  void readsABatchOfItsSignalOnly() {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().setSchemaUrl("schema");
    MemorySegment bytes = MemorySegment.ofArray(request.build().toByteArray());
    try (Batch batch = Batch.wrap(Signal.TRACES, 0, bytes, () -> {})) {
      assertThat(TracesView.of(batch).resourceSpans().iterator().next().schemaUrl())
          .isEqualTo("schema");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LogsView.of(batch))
          .withMessageContaining("logs");
    }
  }

  @Test
  void lastOfSeveralValuesCounts() {
    byte[] wire =
        concat(
            AnyValue.newBuilder().setStringValue("first").build().toByteArray(),
            AnyValue.newBuilder().setBoolValue(true).build().toByteArray(),
            AnyValue.newBuilder().setIntValue(-7).build().toByteArray());
    assertThat(value(wire)).isEqualTo(new AnyValueView.IntValue(-7));
  }

  @Test
  void takesAReferenceIntoAStringTableForNoValue() {
    byte[] wire =
        concat(
            AnyValue.newBuilder().setStringValue("first").build().toByteArray(),
            AnyValue.newBuilder().setStringValueStrindex(3).build().toByteArray());
    assertThat(value(wire)).isEqualTo(new AnyValueView.Empty());
  }

  @Test
  void passesOverFieldsOfAnotherWireType() {
    byte[] wire =
        bytes(out -> {
          out.writeUInt64(1, 5);
          out.writeFixed32(2, 5);
          out.writeString(3, "not a number");
        });
    assertThat(value(wire)).isEqualTo(new AnyValueView.Empty());
  }

  @Test
  void showsBytesInPlace() {
    byte[] wire =
        AnyValue.newBuilder()
            .setBytesValue(ByteString.copyFrom(new byte[] {0, (byte) 0xab, 1}))
            .build()
            .toByteArray();
    BytesView bytes = ((AnyValueView.BytesValue) value(wire)).value();
    assertThat(bytes.size()).isEqualTo(3);
    assertThat(bytes.toHex()).isEqualTo("00ab01").isEqualTo(bytes.toString());
    assertThat(bytes.isZero()).isFalse();
    assertThat(bytes.segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes.toArray());
    assertThat(new BytesView(MemorySegment.ofArray(new byte[8]), 0, 8).isZero()).isTrue();
  }

  @Test
  void showsTheBytesOfAMessage() {
    KeyValue attribute =
        KeyValue.newBuilder().setKey("k").setValue(AnyValue.newBuilder().setIntValue(1)).build();
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().getResourceBuilder().addAttributes(attribute);
    MemorySegment bytes = MemorySegment.ofArray(request.build().toByteArray());
    ResourceView resource = TracesView.of(bytes).resourceSpans().iterator().next().resource();
    assertThat(resource.attributes().iterator().next().bytes().toArray(ValueLayout.JAVA_BYTE))
        .isEqualTo(attribute.toByteArray());
  }

  @Test
  void iteratorEndsWithNoSuchElement() {
    var elements = TracesView.of(MemorySegment.NULL).resourceSpans().iterator();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(elements::next);
  }

  @Test
  void refusesWhatIsNotProtobuf() {
    List<byte[]> malformed =
        List.of(
            new byte[] {0x0a},
            new byte[] {0x0a, 5, 1},
            // A length of 2^63, of 2^31, a varint of eleven bytes.
            bytes(out -> out.writeTag(1, WireReader.LEN), out -> out.writeUInt64NoTag(1L << 63)),
            bytes(out -> out.writeTag(1, WireReader.LEN), out -> out.writeUInt64NoTag(1L << 31)),
            new byte[] {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
            // Field number 0, a tag of more than 32 bits, wire types 4 (unopened), 6 and 7.
            new byte[] {2, 0},
            bytes(out -> out.writeUInt64NoTag(1L << 35)),
            new byte[] {0x0c},
            new byte[] {0x0e},
            new byte[] {0x0f},
            // Fixed values cut short, a group that does not end.
            new byte[] {0x09, 1, 2, 3, 4, 5, 6, 7},
            new byte[] {0x0d, 1, 2, 3},
            new byte[] {0x0b, 0x08, 1},
            new byte[] {0x0b, 0x0e});
    for (byte[] wire : malformed) {
      assertThatExceptionOfType(MalformedOtlpException.class)
          .as("%s", List.of(wire))
          .isThrownBy(() -> value(wire))
          .withMessageContaining("at byte");
    }
  }

  @Test
  void neverReadsOutsideTheMessage() {
    long seed = System.nanoTime();
    System.out.println("ViewTest seed " + seed);
    Random random = new Random(seed);
    ViewRandomMessage messages = new ViewRandomMessage(random);
    for (int i = 0; i < MESSAGES; i++) {
      byte[] wire = messages.like(ExportMetricsServiceRequest.getDefaultInstance()).toByteArray();
      for (int flips = random.nextInt(4) + 1; wire.length > 0 && flips > 0; flips--) {
        wire[random.nextInt(wire.length)] = (byte) random.nextInt();
      }
      // Either side of the message is memory that must not be seen.
      byte[] around = new byte[wire.length + 64];
      System.arraycopy(wire, 0, around, 32, wire.length);
      MemorySegment inside = MemorySegment.ofArray(around).asSlice(32, wire.length);
      String alone = outcome(MemorySegment.ofArray(wire));
      java.util.Arrays.fill(around, 0, 32, (byte) -1);
      java.util.Arrays.fill(around, 32 + wire.length, around.length, (byte) 1);
      assertThat(outcome(inside)).as("seed %d", seed).isEqualTo(alone);
    }
  }

  /** What comes of reading everything; any other exception than the one allowed gets out. */
  private static String outcome(MemorySegment bytes) {
    try {
      return ViewRebuild.metrics(MetricsView.of(bytes)).toString();
    } catch (MalformedOtlpException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static AnyValueView value(byte[] wire) {
    return AnyValueReader.read(MemorySegment.ofArray(wire), 0, wire.length);
  }

  private static byte[] concat(byte[]... parts) {
    List<ByteString> all = new ArrayList<>();
    for (byte[] part : parts) {
      all.add(ByteString.copyFrom(part));
    }
    return ByteString.copyFrom(all).toByteArray();
  }

  private interface Write {
    void to(CodedOutputStream out) throws java.io.IOException;
  }

  private static byte[] bytes(Write... writes) {
    ByteString.Output sink = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(sink);
    try {
      for (Write write : writes) {
        write.to(out);
      }
      out.flush();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return sink.toByteString().toByteArray();
  }
}

package dev.ferrule.pdata;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;

/** Fills messages at random, each field of each message sooner or later. */
final class ViewRandomMessage {
  private static final List<String> TEXTS =
      List.of("", "a", "service.name", "naïve", "\u65e5\u672c", "\ud83d\ude00", "line\nbreak");
  private static final int MAX_DEPTH = 9;

  /** Above it lists are long, so that requests are not mostly empty; below it they stay finite. */
  private static final int MANY_DEPTH = 3;

  private final Random random;

  ViewRandomMessage(Random random) {
    this.random = random;
  }

  <M extends Message> M like(M empty) {
    Message.Builder builder = empty.newBuilderForType();
    fill(builder, 0);
    @SuppressWarnings("unchecked") // a builder builds the type it came from
    M message = (M) builder.build();
    return message;
  }

  private void fill(Message.Builder builder, int depth) {
    // One member of each choice, so that all of them get their share.
    List<Integer> chosen =
        builder.getDescriptorForType().getOneofs().stream()
            .map(oneof -> random.nextInt(oneof.getFieldCount()))
            .toList();
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      OneofDescriptor oneof = field.getRealContainingOneof();
      if (oneof != null && oneof.getField(chosen.get(oneof.getIndex())) != field) {
        continue;
      }
      // Only profiles have string tables, and they are no signal here.
      if (field.getName().endsWith("_strindex")) {
        continue;
      }
      boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (message && depth == MAX_DEPTH) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = random.nextInt(message && depth >= MANY_DEPTH ? 3 : 6); i > 0; i--) {
          builder.addRepeatedField(field, value(builder, field, depth));
        }
      } else if (random.nextInt(4) > 0) {
        builder.setField(field, value(builder, field, depth));
      }
    }
  }

  private Object value(Message.Builder builder, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case MESSAGE -> {
        Message.Builder inner = builder.newBuilderForField(field);
        fill(inner, depth + 1);
        yield inner.build();
      }
      case ENUM -> {
        List<EnumValueDescriptor> values = field.getEnumType().getValues();
        yield random.nextInt(5) == 0
            ? field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt())
            : values.get(random.nextInt(values.size()));
      }
      case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
      case BYTE_STRING -> bytes();
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextInt() >> random.nextInt(32);
      case LONG -> random.nextLong() >> random.nextInt(64);
      case DOUBLE -> number();
      case FLOAT -> throw new IllegalStateException("OTLP has no floats: " + field);
    };
  }

  private ByteString bytes() {
    byte[] bytes = new byte[random.nextInt(3) * 8];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private double number() {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> Double.NaN;
      default -> Double.longBitsToDouble(random.nextLong());
    };
  }

  /** The wire type of values of that field that are not packed. */
  static int wireType(FieldDescriptor field) {
    FieldDescriptorProto.Type type = field.getType().toProto();
    return switch (type) {
      case TYPE_FIXED64, TYPE_SFIXED64, TYPE_DOUBLE -> WireReader.I64;
      case TYPE_FIXED32, TYPE_SFIXED32, TYPE_FLOAT -> WireReader.I32;
      case TYPE_STRING, TYPE_BYTES, TYPE_MESSAGE -> WireReader.LEN;
      default -> WireReader.VARINT;
    };
  }
}

package dev.ferrule.pdata;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Writes a message in a form that no encoder chooses but every decoder must take: fields in any
 * order, numbers packed or not, singular messages in two parts, unknown fields and groups between.
 */
final class ViewScrambledWire {
  private final Random random;

  ViewScrambledWire(Random random) {
    this.random = random;
  }

  byte[] write(Message message) {
    List<byte[]> all = new ArrayList<>();
    // One queue a field: the order within a field has a meaning.
    Map<Integer, List<byte[]>> queues = new TreeMap<>();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      List<byte[]> queue = chunks(entry.getKey(), entry.getValue());
      if (!queue.isEmpty()) {
        queues.put(entry.getKey().getNumber(), queue);
      }
    }
    while (!queues.isEmpty()) {
      List<Integer> numbers = List.copyOf(queues.keySet());
      int number = numbers.get(random.nextInt(numbers.size()));
      List<byte[]> queue = queues.get(number);
      if (queue != null) {
        all.add(queue.removeFirst());
        if (queue.isEmpty()) {
          queues.remove(number);
        }
      }
      if (random.nextInt(5) == 0) {
        all.add(unknown());
      }
    }
    return join(all);
  }

  private List<byte[]> chunks(FieldDescriptor field, Object value) {
    List<byte[]> chunks = new ArrayList<>();
    if (!field.isRepeated()) {
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        chunks.add(single(field, value));
      } else if (field.getRealContainingOneof() == null && random.nextInt(3) == 0) {
        halves((Message) value).forEach(half -> chunks.add(nested(field, half)));
      } else {
        chunks.add(nested(field, (Message) value));
      }
      return chunks;
    }
    List<?> values = (List<?>) value;
    if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      values.forEach(each -> chunks.add(nested(field, (Message) each)));
    } else if (!field.isPackable()) {
      values.forEach(each -> chunks.add(single(field, each)));
    } else {
      for (int at = 0; at < values.size(); ) {
        if (random.nextBoolean()) {
          chunks.add(single(field, values.get(at++)));
        } else {
          int end = at + 1 + random.nextInt(values.size() - at);
          chunks.add(packed(field, values.subList(at, end)));
          at = end;
        }
      }
    }
    return chunks;
  }

  /** Two messages that make this one when they are merged. */
  private List<Message> halves(Message message) {
    Message.Builder first = message.newBuilderForType();
    Message.Builder second = message.newBuilderForType();
    message
        .getAllFields()
        .forEach((field, value) -> (random.nextBoolean() ? first : second).setField(field, value));
    return List.of(first.build(), second.build());
  }

  private byte[] nested(FieldDescriptor field, Message message) {
    byte[] content = write(message);
    return bytes(out -> out.writeByteArray(field.getNumber(), content));
  }

  private static byte[] single(FieldDescriptor field, Object value) {
    return bytes(out -> {
      out.writeTag(field.getNumber(), ViewRandomMessage.wireType(field));
      element(out, field, value);
    });
  }

  private static byte[] packed(FieldDescriptor field, List<?> values) {
    byte[] content =
        bytes(out -> {
          for (Object value : values) {
            element(out, field, value);
          }
        });
    return bytes(out -> out.writeByteArray(field.getNumber(), content));
  }

  private static void element(CodedOutputStream out, FieldDescriptor field, Object value)
      throws IOException {
    switch (field.getType()) {
      case STRING -> out.writeStringNoTag((String) value);
      case BYTES -> out.writeBytesNoTag((com.google.protobuf.ByteString) value);
      case DOUBLE -> out.writeDoubleNoTag((Double) value);
      case FIXED64, SFIXED64 -> out.writeFixed64NoTag((Long) value);
      case FIXED32 -> out.writeFixed32NoTag((Integer) value);
      case UINT32 -> out.writeUInt32NoTag((Integer) value);
      case INT32 -> out.writeInt32NoTag((Integer) value);
      case SINT32 -> out.writeSInt32NoTag((Integer) value);
      case INT64, UINT64 -> out.writeUInt64NoTag((Long) value);
      case BOOL -> out.writeBoolNoTag((Boolean) value);
      case ENUM ->
          out.writeEnumNoTag(
              ((com.google.protobuf.Descriptors.EnumValueDescriptor) value).getNumber());
      default -> throw new IllegalStateException("OTLP has no such field: " + field);
    }
  }

  private byte[] unknown() {
    int number = 2000 + random.nextInt(5);
    UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
    switch (random.nextInt(5)) {
      case 0 -> field.addVarint(random.nextLong());
      case 1 -> field.addFixed64(random.nextLong());
      case 2 -> field.addFixed32(random.nextInt());
      case 3 -> field.addLengthDelimited(com.google.protobuf.ByteString.copyFromUtf8("unknown"));
      default ->
          field.addGroup(
              UnknownFieldSet.newBuilder()
                  .addField(1, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                  .addField(
                      2,
                      UnknownFieldSet.Field.newBuilder()
                          .addGroup(UnknownFieldSet.getDefaultInstance())
                          .build())
                  .build());
    }
    return UnknownFieldSet.newBuilder().addField(number, field.build()).build().toByteArray();
  }

  private static byte[] join(List<byte[]> chunks) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    chunks.forEach(all::writeBytes);
    return all.toByteArray();
  }

  @FunctionalInterface
  private interface Write {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] bytes(Write write) {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(sink);
    try {
      write.to(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sink.toByteArray();
  }
}

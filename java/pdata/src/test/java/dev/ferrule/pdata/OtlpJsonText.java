package dev.ferrule.pdata;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes messages as OTLP/JSON, each value in one of the forms that the rules allow. */
final class OtlpJsonText {
  private static final List<String> UNKNOWN =
      List.of(
          "null",
          "true",
          "-1.5e-7",
          "\"\\u0000\\\"}]\"",
          "[]",
          "{}",
          "[[{}],[1,\"a\"],{\"b\":[]}]",
          "{\"attributes\":[{\"key\":1}],\"spans\":{\"x\":null}}");

  private final Random random;
  private final boolean plain;

  private OtlpJsonText(Random random, boolean plain) {
    this.random = random;
    this.plain = plain;
  }

  /** As a plain sender writes it: what is there, once, in order. */
  static String plain(Message message) {
    return new OtlpJsonText(new Random(), true).members(message);
  }

  /** With noise that changes nothing: unknown fields, nulls, zeros, values that others replace. */
  static String noisy(Message message, Random random) {
    OtlpJsonText text = new OtlpJsonText(random, false);
    return text.space() + text.members(message) + text.space();
  }

  private String members(Message message) {
    List<String> members = new ArrayList<>();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        List<?> values = (List<?>) message.getField(field);
        int split = plain ? 0 : random.nextInt(values.size() + 1);
        List<String> lists = new ArrayList<>();
        if (split > 0 || one(8)) {
          lists.add(list(field, values.subList(0, split)));
        }
        if (split < values.size()) {
          lists.add(list(field, values.subList(split, values.size())));
        }
        members.add(String.join("," + space(), lists));
      } else if (message.hasField(field)) {
        String member = member(field, value(field, message.getField(field)));
        members.add(one(8) ? overwritten(field) + "," + member : member);
      } else if (one(8)) {
        members.add(member(field, "null"));
      } else if (one(8) && !field.hasPresence()) {
        String zero = member(field, value(field, field.getDefaultValue()));
        members.add(one(2) ? overwritten(field) + "," + zero : zero);
      }
    }
    members.removeIf(String::isEmpty);
    if (!plain) {
      while (one(10)) {
        members.add(
            quoted("unknown" + random.nextInt(20))
                + ":"
                + UNKNOWN.get(random.nextInt(UNKNOWN.size())));
      }
      Collections.shuffle(members, random);
    }
    return "{" + space() + String.join("," + space(), members) + "}";
  }

  /** A member that the one after it replaces. */
  private String overwritten(FieldDescriptor field) {
    OneofDescriptor oneof = field.getRealContainingOneof();
    FieldDescriptor other =
        oneof == null ? field : oneof.getField(random.nextInt(oneof.getFieldCount()));
    return member(
        other,
        switch (other.getJavaType()) {
          // Merges with what comes, unless they exclude each other.
          case MESSAGE ->
              switch (other.getMessageType().getName()) {
                case "ArrayValue" -> "{\"values\":[{\"intValue\":1}]}";
                case "KeyValueList" -> "{\"values\":[{\"key\":\"gone\"}]}";
                default -> oneof == null ? "{}" : "{\"dataPoints\":[{},{\"flags\":3}]}";
              };
          case ENUM, INT, LONG, DOUBLE -> "7";
          case BOOLEAN -> "true";
          case STRING -> "\"gone\"";
          case BYTE_STRING -> isId(other) ? "\"\"" : "\"Z29uZQ==\"";
          case FLOAT -> throw new IllegalStateException("OTLP has no floats: " + field);
        });
  }

  private String list(FieldDescriptor field, List<?> values) {
    return member(
        field,
        values.stream()
            .map(value -> space() + value(field, value))
            .collect(Collectors.joining(space() + ",", "[", space() + "]")));
  }

  private String member(FieldDescriptor field, String value) {
    return quoted(one(3) ? field.getName() : field.getJsonName()) + space() + ":" + space() + value;
  }

  private String value(FieldDescriptor field, Object value) {
    return switch (field.getType()) {
      case MESSAGE -> members((Message) value);
      case STRING -> quoted((String) value);
      case BYTES -> isId(field) ? hex((ByteString) value) : base64((ByteString) value);
      case BOOL -> value.toString();
      case DOUBLE -> fraction((Double) value);
      case ENUM -> enumValue((EnumValueDescriptor) value);
      case UINT32, FIXED32 -> integer(Integer.toUnsignedString((Integer) value));
      case UINT64, FIXED64 -> integer(Long.toUnsignedString((Long) value));
      default -> integer(value.toString());
    };
  }

  private static boolean isId(FieldDescriptor field) {
    return field.getName().endsWith("trace_id") || field.getName().endsWith("span_id");
  }

  private String enumValue(EnumValueDescriptor value) {
    boolean known = value.getType().findValueByNumber(value.getNumber()) != null;
    return known && one(3) ? quoted(value.getName()) : digits("" + value.getNumber());
  }

  private String integer(String digits) {
    return maybeQuoted(digits(digits));
  }

  private String digits(String digits) {
    return switch (pick(6)) {
      case 0 -> digits + ".000";
      case 1 -> new BigDecimal(digits).stripTrailingZeros().toString();
      default -> digits;
    };
  }

  private String fraction(double value) {
    return Double.isFinite(value) ? maybeQuoted(Double.toString(value)) : quoted("" + value);
  }

  private String maybeQuoted(String number) {
    return one(2) ? '"' + number + '"' : number;
  }

  private String hex(ByteString id) {
    HexFormat format = one(2) ? HexFormat.of().withUpperCase() : HexFormat.of();
    return '"' + format.formatHex(id.toByteArray()) + '"';
  }

  private String base64(ByteString bytes) {
    Base64.Encoder encoder =
        switch (pick(3)) {
          case 0 -> Base64.getUrlEncoder();
          case 1 -> Base64.getMimeEncoder(4, new byte[] {'\r', '\n'});
          default -> Base64.getEncoder();
        };
    String text = (one(2) ? encoder.withoutPadding() : encoder).encodeToString(bytes.toByteArray());
    return quoted(text);
  }

  private String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(c -> {
          if (c.charAt(0) < ' ' || c.equals("\"") || c.equals("\\") || one(40)) {
            c.chars().forEach(half -> out.append("\\u%04x".formatted(half)));
          } else {
            out.append(c);
          }
        });
    return out.append('"').toString();
  }

  private String space() {
    return one(12) ? " \n\t\r".substring(random.nextInt(4)) : "";
  }

  /** Below a bound, at random; the last one when plain. */
  private int pick(int bound) {
    return plain ? bound - 1 : random.nextInt(bound);
  }

  private boolean one(int in) {
    return pick(in) == 0;
  }
}

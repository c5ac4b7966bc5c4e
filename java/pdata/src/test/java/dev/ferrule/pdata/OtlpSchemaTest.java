package dev.ferrule.pdata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of messages against the .proto files. */
class OtlpSchemaTest {
  private static final int HIGHEST_NUMBER = 63;

  private final Set<Descriptor> seen = new HashSet<>();

  @ParameterizedTest
  @EnumSource
  void knowsEveryFieldOfOtlp(Signal signal) {
    compare(OtlpSchema.request(signal), RandomRequest.empty(signal).getDescriptorForType());
    assertThat(seen).hasSizeGreaterThan(10);
  }

  private void compare(MessageType type, Descriptor descriptor) {
    if (!seen.add(descriptor)) {
      return;
    }
    for (int number = 1; number <= HIGHEST_NUMBER; number++) {
      Field field = type.field(number);
      FieldDescriptor oracle = descriptor.findFieldByNumber(number);
      String where = descriptor.getFullName() + " " + number;
      assertThat(field == null).as(where).isEqualTo(oracle == null);
      if (field != null) {
        compare(type, field, Objects.requireNonNull(oracle));
      }
    }
  }

  private void compare(MessageType type, Field field, FieldDescriptor oracle) {
    String where = oracle.getFullName();
    assertThat(field.protoName).isEqualTo(oracle.getName());
    assertThat(field.jsonName).isEqualTo(oracle.getJsonName());
    assertThat(field.wireType).as(where).isEqualTo(ViewRandomMessage.wireType(oracle));
    assertThat(field.repeated).as(where).isEqualTo(oracle.isRepeated());
    assertThat(field.presence).as(where).isEqualTo(oracle.hasPresence() || oracle.isRepeated());
    assertThat(type.isChoice(field)).as(where).isEqualTo(oracle.getRealContainingOneof() != null);
    assertThat(kindName(field.kind))
        .as(where)
        .isEqualTo(oracle.getType().name().toLowerCase(Locale.ROOT));
    MessageType nested = field.message;
    if (nested != null) {
      compare(nested, oracle.getMessageType());
    } else if (field.kind == FieldKind.ENUM) {
      Map<String, Integer> numbers =
          oracle.getEnumType().getValues().stream()
              .collect(
                  Collectors.toMap(EnumValueDescriptor::getName, EnumValueDescriptor::getNumber));
      assertThat(field.enumNumbers).as(where).isEqualTo(numbers);
    }
  }

  private static String kindName(FieldKind kind) {
    return (kind.idLength() > 0 ? FieldKind.BYTES : kind).name().toLowerCase(Locale.ROOT);
  }
}

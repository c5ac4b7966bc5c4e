package dev.ferrule.pdata;

/** What a field holds, and how that is written in protobuf. */
enum FieldKind {
  MESSAGE(WireType.LEN),
  STRING(WireType.LEN),
  BYTES(WireType.LEN),
  /** Bytes of which there are none or 16; hex in JSON. */
  TRACE_ID(WireType.LEN),
  /** Bytes of which there are none or 8; hex in JSON. */
  SPAN_ID(WireType.LEN),
  BOOL(WireType.VARINT),
  ENUM(WireType.VARINT),
  INT32(WireType.VARINT),
  UINT32(WireType.VARINT),
  SINT32(WireType.VARINT),
  INT64(WireType.VARINT),
  UINT64(WireType.VARINT),
  FIXED32(WireType.I32),
  FIXED64(WireType.I64),
  SFIXED64(WireType.I64),
  DOUBLE(WireType.I64);

  private final int wireType;

  FieldKind(int wireType) {
    this.wireType = wireType;
  }

  /** The {@link WireType} of one value. */
  int wireType() {
    return wireType;
  }

  /** Whether repeated values may be packed into one field of type {@link WireType#LEN}. */
  boolean packable() {
    return wireType != WireType.LEN;
  }

  /** How many bytes an id has; 0 if this is no id. */
  int idLength() {
    return switch (this) {
      case TRACE_ID -> 16;
      case SPAN_ID -> 8;
      default -> 0;
    };
  }
}

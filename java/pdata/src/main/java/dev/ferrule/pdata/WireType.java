package dev.ferrule.pdata;

/** The wire types of protobuf: the low three bits of a tag. */
final class WireType {
  static final int VARINT = 0;
  static final int I64 = 1;
  static final int LEN = 2;
  static final int START_GROUP = 3;
  static final int END_GROUP = 4;
  static final int I32 = 5;

  static final int BITS = 3;
  static final int MASK = (1 << BITS) - 1;

  private WireType() {}

  static int tag(int number, int wireType) {
    return number << BITS | wireType;
  }
}

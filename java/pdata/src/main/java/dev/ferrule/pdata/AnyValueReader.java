package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.I64;
import static dev.ferrule.pdata.WireReader.LEN;
import static dev.ferrule.pdata.WireReader.VARINT;

import java.lang.foreign.MemorySegment;

/** Reads an {@code AnyValue} message. Of several values the last one counts. */
final class AnyValueReader {
  private static final int TEXT = 1 << 3 | LEN;
  private static final int BOOL = 2 << 3 | VARINT;
  private static final int INT = 3 << 3 | VARINT;
  private static final int DOUBLE = 4 << 3 | I64;
  private static final int ARRAY = 5 << 3 | LEN;
  private static final int KEY_VALUE_LIST = 6 << 3 | LEN;
  private static final int BYTES = 7 << 3 | LEN;
  private static final int STRING_INDEX = 8 << 3 | VARINT;

  /** The one field of both list messages. */
  private static final int VALUES = 1 << 3 | LEN;

  private AnyValueReader() {}

  static AnyValueView read(MemorySegment segment, int start, int end) {
    int tag = 0;
    long value = 0;
    for (WireReader in = new WireReader(segment, start, end); in.next(); ) {
      switch (in.tag()) {
        case TEXT, BOOL, INT, DOUBLE, ARRAY, KEY_VALUE_LIST, BYTES, STRING_INDEX -> {
          tag = in.tag();
          value = in.longValue();
        }
        default -> {}
      }
    }
    return switch (tag) {
      case TEXT -> new AnyValueView.StringValue(bytes(segment, value));
      case BOOL -> new AnyValueView.BoolValue(value != 0);
      case INT -> new AnyValueView.IntValue(value);
      case DOUBLE -> new AnyValueView.DoubleValue(Double.longBitsToDouble(value));
      case ARRAY -> new AnyValueView.ArrayValue(values(segment, value, AnyValueReader::read));
      case KEY_VALUE_LIST ->
          new AnyValueView.KeyValueList(values(segment, value, KeyValueView::new));
      case BYTES -> new AnyValueView.BytesValue(bytes(segment, value));
      default -> AnyValueView.Empty.INSTANCE;
    };
  }

  private static BytesView bytes(MemorySegment segment, long range) {
    return new BytesView(segment, WireReader.startOf(range), WireReader.endOf(range));
  }

  private static <T> RepeatedView<T> values(
      MemorySegment segment, long range, MessageView.Reader<T> reader) {
    int start = WireReader.startOf(range);
    int end = WireReader.endOf(range);
    int count = 0;
    for (WireReader in = new WireReader(segment, start, end); in.next(); ) {
      if (in.tag() == VALUES) {
        count++;
      }
    }
    return new RepeatedView<>(segment, start, end, VALUES, count, reader);
  }
}

package dev.ferrule.pdata;

/**
 * The value of an attribute or the body of a log record. Valid as long as the lease on the batch.
 * Of several values in one message the last one counts.
 */
public sealed interface AnyValueView {

  /** No value, or one that only profiles may have: a reference into a string table. */
  record Empty() implements AnyValueView {
    static final Empty INSTANCE = new Empty();
  }

  /** A boolean. */
  record BoolValue(boolean value) implements AnyValueView {}

  /** A signed integer. */
  record IntValue(long value) implements AnyValueView {}

  /** A double. */
  record DoubleValue(double value) implements AnyValueView {}

  /**
   * A string.
   *
   * @param utf8 its encoded form, in place
   */
  record StringValue(BytesView utf8) implements AnyValueView {
    /** Decodes the string. */
    public String value() {
      return utf8.toText();
    }
  }

  /** A string of bytes. */
  record BytesValue(BytesView value) implements AnyValueView {}

  /** A list. */
  record ArrayValue(RepeatedView<AnyValueView> values) implements AnyValueView {}

  /** A map as a list of entries; keys may repeat. */
  record KeyValueList(RepeatedView<KeyValueView> values) implements AnyValueView {}
}

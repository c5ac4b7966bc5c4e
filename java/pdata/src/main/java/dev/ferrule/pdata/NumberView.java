package dev.ferrule.pdata;

/** The value of a data point or an exemplar. */
public sealed interface NumberView {

  /** No value. */
  record Empty() implements NumberView {
    static final Empty INSTANCE = new Empty();
  }

  /** A signed integer. */
  record IntValue(long value) implements NumberView {}

  /** A double. */
  record DoubleValue(double value) implements NumberView {}
}

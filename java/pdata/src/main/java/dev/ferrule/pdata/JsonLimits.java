package dev.ferrule.pdata;

import tools.jackson.core.StreamReadConstraints;

/**
 * How much of a document the parser may hold. Text is not among it, since it is handed on in
 * pieces; what bounds the request bounds it.
 */
final class JsonLimits extends StreamReadConstraints {
  private static final long serialVersionUID = 1L;

  /** A message is an object in a list at most. What is passed over may go no deeper either. */
  private static final int MAX_DEPTH = 2 * OtlpCheck.MAX_DEPTH + 2;

  /** In bytes. Names that are unknown are kept, so that they are not decoded again and again. */
  private static final int MAX_NAME_LENGTH = 1024;

  private static final int UNLIMITED = -1;

  JsonLimits() {
    super(MAX_DEPTH, UNLIMITED, UNLIMITED, JsonText.MAX_LENGTH, Integer.MAX_VALUE, MAX_NAME_LENGTH);
  }

  /**
   * Asked before the parser's own buffer grows, in which only numbers come here. Their length would
   * be looked at when they end.
   */
  @Override
  public void validateStringLength(int length) {
    validateIntegerLength(length);
  }
}

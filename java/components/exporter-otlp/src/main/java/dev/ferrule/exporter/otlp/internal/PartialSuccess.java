package dev.ferrule.exporter.otlp.internal;

import java.nio.ByteBuffer;

/**
 * What a peer says about a request that it accepted in part, or with a remark.
 *
 * @param rejected items it did not take
 * @param message its reason, perhaps empty
 */
record PartialSuccess(long rejected, String message) {

  /**
   * Reads an export response, which has the same fields for every signal.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static PartialSuccess of(byte[] response) {
    long rejected = 0;
    String message = "";
    ProtoFields outer = new ProtoFields(ByteBuffer.wrap(response));
    while (outer.next()) {
      if (outer.isBytes(1)) {
        ProtoFields partial = outer.message();
        while (partial.next()) {
          if (partial.isNumber(1)) {
            rejected = partial.number();
          } else if (partial.isBytes(2)) {
            message = partial.string();
          }
        }
      }
    }
    return new PartialSuccess(rejected, message);
  }

  /** Whether everything was taken without a remark. */
  boolean isFull() {
    return rejected == 0 && message.isEmpty();
  }
}

package dev.ferrule.exporter.otlp.internal;

import dev.ferrule.config.HttpAnswer;
import dev.ferrule.pdata.Signal;
import java.nio.ByteBuffer;
import org.slf4j.Logger;

/**
 * What a peer says about a request that it accepted in part, or with a remark.
 *
 * @param rejected items it did not take
 * @param message its reason, perhaps empty
 */
record PartialSuccess(long rejected, String message) {
  /** The content type of protobuf. */
  static final String PROTOBUF = "application/x-protobuf";

  private static final String JSON = "application/json";

  /**
   * Reads the body of a response, if it is of a known type. As in the Collector, no body at all or
   * one of another type says nothing.
   *
   * @throws IllegalArgumentException if it is not what its type says
   */
  static PartialSuccess of(HttpAnswer answer, Signal signal) {
    String type = answer.header("Content-Type").orElse("");
    boolean json = type.equals(JSON);
    boolean known = json || type.equals(PROTOBUF);
    if (!known || !answer.body().hasRemaining()) {
      return new PartialSuccess(0, "");
    }
    String what = "error parsing " + (json ? "json" : "protobuf") + " response: ";
    if (answer.cut().isPresent()) {
      throw new IllegalArgumentException(what + answer.cut().get());
    }
    try {
      return json ? JsonAnswer.read(answer.body(), signal) : of(answer.body());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(what + e.getMessage(), e);
    }
  }

  /**
   * Reads an export response, which has the same fields for every signal.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static PartialSuccess of(ByteBuffer response) {
    long rejected = 0;
    String message = "";
    ProtoFields outer = new ProtoFields(response);
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

  /** Tells the operator. */
  void log(Logger logger, Signal signal) {
    logger
        .atWarn()
        .addKeyValue("message", message)
        .addKeyValue("dropped_" + signal.itemName().replace(' ', '_'), rejected)
        .log("Partial success response");
  }

  /** Whether everything was taken without a remark. */
  boolean isFull() {
    return rejected == 0 && message.isEmpty();
  }
}

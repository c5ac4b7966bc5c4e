package dev.ferrule.exporter.otlp.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server says about a failure: {@code google.rpc.Status}.
 *
 * @param message for the operator, perhaps empty
 * @param details the types of what it adds for programs
 */
record RpcStatus(String message, List<String> details) {
  private static final int MESSAGE = 2;
  private static final int DETAILS = 3;

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if the bytes are not protobuf
   */
  static RpcStatus of(ByteBuffer body) {
    String message = "";
    List<String> details = new ArrayList<>();
    ProtoFields fields = new ProtoFields(body);
    while (fields.next()) {
      if (fields.isBytes(MESSAGE)) {
        message = fields.string();
      } else if (fields.isBytes(DETAILS)) {
        details.add(type(fields.message()));
      }
    }
    return new RpcStatus(message, List.copyOf(details));
  }

  private static String type(ProtoFields any) {
    String type = "";
    while (any.next()) {
      if (any.isBytes(1)) {
        type = any.string();
      }
    }
    return type;
  }

  /** What is put behind the status code of HTTP. */
  @Override
  public String toString() {
    return ", Message=" + message + ", Details=" + details;
  }
}

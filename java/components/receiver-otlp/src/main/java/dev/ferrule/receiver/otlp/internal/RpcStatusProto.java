package dev.ferrule.receiver.otlp.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Writes a {@code google.rpc.Status} as protobuf, with a {@code RetryInfo} if a delay is known. */
final class RpcStatusProto {
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private RpcStatusProto() {}

  static byte[] write(RpcStatus status) {
    RpcStatusProto writer = new RpcStatusProto();
    writer.varint(1, status.code());
    writer.bytes(2, status.message().getBytes(StandardCharsets.UTF_8));
    status.retryAfter().ifPresent(after -> writer.bytes(3, any(after)));
    return writer.out.toByteArray();
  }

  private static byte[] any(Duration after) {
    RpcStatusProto duration = new RpcStatusProto();
    duration.varint(1, after.toSeconds());
    duration.varint(2, after.toNanosPart());
    RpcStatusProto retryInfo = new RpcStatusProto();
    retryInfo.bytes(1, duration.out.toByteArray());
    RpcStatusProto any = new RpcStatusProto();
    any.bytes(1, RETRY_INFO.getBytes(StandardCharsets.US_ASCII));
    any.bytes(2, retryInfo.out.toByteArray());
    return any.out.toByteArray();
  }

  private void varint(int field, long value) {
    if (value != 0) {
      raw((long) field << 3);
      raw(value);
    }
  }

  private void bytes(int field, byte[] value) {
    if (value.length > 0) {
      raw(((long) field << 3) | 2);
      raw(value.length);
      out.writeBytes(value);
    }
  }

  private void raw(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}

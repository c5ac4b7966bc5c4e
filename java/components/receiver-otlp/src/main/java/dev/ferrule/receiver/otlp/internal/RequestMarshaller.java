package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.MalformedOtlpException;
import dev.ferrule.pdata.PoolExhaustedException;
import dev.ferrule.pdata.Signal;
import io.grpc.HasByteBuffer;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Reads a gRPC message into pooled memory and checks it. It never throws, since gRPC would answer
 * that without saying why; what is wrong travels on as {@link Received.Refused}.
 */
final class RequestMarshaller implements MethodDescriptor.Marshaller<Received> {
  private final Signal signal;
  private final BufferPool pool;

  RequestMarshaller(Signal signal, BufferPool pool) {
    this.signal = signal;
    this.pool = pool;
  }

  @Override
  public InputStream stream(Received value) {
    throw new UnsupportedOperationException("a server does not send requests");
  }

  @Override
  public Received parse(InputStream message) {
    try (PooledBytes bytes = read(message)) {
      return new Received.Good(bytes.toBatch(signal));
    } catch (MalformedOtlpException malformed) {
      return refused(
          RpcStatus.INTERNAL, "grpc: error unmarshalling request: " + malformed.getMessage());
    } catch (PoolExhaustedException full) {
      return new Received.Refused(RpcStatus.of(full));
    } catch (StatusRuntimeException tooLarge) {
      Status status = tooLarge.getStatus();
      return refused(status.getCode().value(), String.valueOf(status.getDescription()));
    } catch (IOException broken) {
      return refused(
          RpcStatus.INTERNAL, "grpc: failed to decompress the message: " + broken.getMessage());
    }
  }

  private static Received refused(int code, String message) {
    return new Received.Refused(RpcStatus.of(code, message));
  }

  private PooledBytes read(InputStream message) throws IOException {
    PooledBytes bytes =
        message instanceof KnownLength
            ? PooledBytes.ofLength(message.available(), pool)
            : PooledBytes.expecting(0, pool);
    boolean complete = false;
    try {
      if (message instanceof KnownLength
          && message instanceof HasByteBuffer pieces
          && pieces.byteBufferSupported()) {
        copy(message, pieces, bytes);
      } else {
        bytes.addAll(message);
      }
      complete = true;
      return bytes;
    } finally {
      if (!complete) {
        bytes.close();
      }
    }
  }

  /** One copy, straight from the network's buffers. */
  private static void copy(InputStream message, HasByteBuffer pieces, PooledBytes bytes)
      throws IOException {
    for (ByteBuffer piece = pieces.getByteBuffer(); piece != null; piece = pieces.getByteBuffer()) {
      int size = piece.remaining();
      bytes.add(piece);
      message.skipNBytes(size);
    }
  }
}

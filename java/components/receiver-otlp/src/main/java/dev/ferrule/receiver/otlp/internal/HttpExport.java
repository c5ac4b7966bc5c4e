package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.config.Decompression;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.MalformedOtlpException;
import dev.ferrule.pdata.OtlpJson;
import dev.ferrule.pdata.PoolExhaustedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Serves a whole request: decompress, check, hand on, answer. Blocks; runs on virtual threads. */
final class HttpExport {
  private final Intake intake;
  private final long maxBody;

  HttpExport(Intake intake, long maxBody) {
    this.intake = intake;
    this.maxBody = maxBody;
  }

  /** Answers a request; closes its body. */
  Reply serve(HttpDoor.Admitted request, PooledBytes body) {
    Encoding encoding = request.encoding();
    Batch batch;
    try (body) {
      batch = read(request, body);
    } catch (MalformedOtlpException malformed) {
      return Reply.badRequest(encoding, String.valueOf(malformed.getMessage()));
    } catch (PoolExhaustedException full) {
      return Reply.refused(encoding, RpcStatus.of(full));
    } catch (EOFException cut) {
      return Reply.badRequest(encoding, "unexpected EOF");
    } catch (IOException broken) {
      return Reply.badRequest(encoding, String.valueOf(broken.getMessage()));
    }
    RpcStatus status = intake.deliver(batch, request.call());
    return status.isOk() ? Reply.accepted(encoding) : Reply.refused(encoding, status);
  }

  private Batch read(HttpDoor.Admitted request, PooledBytes body) throws IOException {
    boolean plain = request.contentEncoding().isEmpty();
    if (plain && request.encoding() == Encoding.PROTOBUF) {
      return body.toBatch(request.signal());
    }
    InputStream raw = new SegmentInputStream(body.bytes());
    try (CappedInputStream in =
        new CappedInputStream(
            Decompression.decode(request.contentEncoding(), raw, maxBody), maxBody)) {
      return switch (request.encoding()) {
        case JSON -> readJson(request, in);
        case PROTOBUF -> readProtobuf(request, in);
      };
    }
  }

  private Batch readJson(HttpDoor.Admitted request, CappedInputStream in) throws IOException {
    try {
      return OtlpJson.read(request.signal(), in, intake.buffers());
    } catch (RuntimeException e) {
      // The reader may have met the end of the allowance, or broken compression: that is the
      // reason then, in whatever the reader wrapped it.
      if (in.failure().isPresent()) {
        throw in.failure().get();
      }
      throw e;
    }
  }

  private Batch readProtobuf(HttpDoor.Admitted request, InputStream in) throws IOException {
    try (PooledBytes bytes = PooledBytes.expecting(0, intake.buffers())) {
      bytes.addAll(in);
      return bytes.toBatch(request.signal());
    }
  }
}

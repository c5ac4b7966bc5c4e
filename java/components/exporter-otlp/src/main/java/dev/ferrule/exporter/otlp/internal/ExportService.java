package dev.ferrule.exporter.otlp.internal;

import dev.ferrule.config.LentBytes;
import dev.ferrule.pdata.Signal;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The Export methods of OTLP, on raw messages. */
final class ExportService {
  private ExportService() {}

  /** The method for that signal; its response is the bytes of an export response. */
  static MethodDescriptor<LentBytes, byte[]> method(Signal signal) {
    String service =
        switch (signal) {
          case TRACES -> "opentelemetry.proto.collector.trace.v1.TraceService";
          case METRICS -> "opentelemetry.proto.collector.metrics.v1.MetricsService";
          case LOGS -> "opentelemetry.proto.collector.logs.v1.LogsService";
        };
    return MethodDescriptor.newBuilder(new Requests(), new Responses())
        .setType(MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, "Export"))
        .build();
  }

  private static final class Requests implements Marshaller<LentBytes> {
    @Override
    public InputStream stream(LentBytes batch) {
      return new BatchStream(batch);
    }

    @Override
    public LentBytes parse(InputStream stream) {
      throw new UnsupportedOperationException("a client does not read requests");
    }
  }

  private static final class Responses implements Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] response) {
      throw new UnsupportedOperationException("a client does not write responses");
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

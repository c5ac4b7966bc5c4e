package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.pdata.Signal;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/** A gRPC client that sends any bytes. */
final class GrpcSender implements AutoCloseable {
  final ManagedChannel channel;

  GrpcSender(InetSocketAddress address) {
    channel = NettyChannelBuilder.forAddress(address).usePlaintext().build();
  }

  /** Sends one request and returns the bytes of the response. */
  byte[] send(Signal signal, byte[] request) {
    return send(signal, request, CallOptions.DEFAULT);
  }

  byte[] send(Signal signal, byte[] request, CallOptions options) {
    return ClientCalls.blockingUnaryCall(channel, method(signal), options, request);
  }

  static MethodDescriptor<byte[], byte[]> method(Signal signal) {
    String service =
        switch (signal) {
          case TRACES -> "opentelemetry.proto.collector.trace.v1.TraceService";
          case METRICS -> "opentelemetry.proto.collector.metrics.v1.MetricsService";
          case LOGS -> "opentelemetry.proto.collector.logs.v1.LogsService";
        };
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(service + "/Export")
        .setRequestMarshaller(new Bytes())
        .setResponseMarshaller(new Bytes())
        .build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
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

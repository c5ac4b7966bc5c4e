package dev.ferrule.exporter.otlp.internal;

import com.google.protobuf.ByteString;
import dev.ferrule.pdata.Signal;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A real gRPC server that takes OTLP as raw bytes and answers as it is told. */
final class Peer implements AutoCloseable {
  private static final Context.Key<Metadata> HEADERS = Context.key("headers");
  private static final Context.Key<String> AUTHORITY = Context.key("authority");
  private static final int MAX_MESSAGE = 64 * 1024 * 1024;

  record Request(Signal signal, ByteString bytes, Metadata headers, String authority) {
    byte[] raw() {
      return bytes.toByteArray();
    }

    String header(String name) {
      return String.valueOf(headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
    }
  }

  /** What to answer. */
  interface Script {
    byte[] answer(Request request) throws StatusException;
  }

  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final Server server;

  Peer(NettyServerBuilder builder, Script script) throws IOException {
    builder.maxInboundMessageSize(MAX_MESSAGE).intercept(new Headers());
    for (Signal signal : Signal.values()) {
      builder.addService(service(signal, script));
    }
    server = builder.build().start();
  }

  /** A server on a free port that takes everything. */
  static Peer accepting() throws IOException {
    return answering(_ -> new byte[0]);
  }

  static Peer answering(Script script) throws IOException {
    return new Peer(
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
        script);
  }

  String endpoint() {
    return "127.0.0.1:" + server.getPort();
  }

  int port() {
    return server.getPort();
  }

  /** The next request that arrived, within a time that is long enough. */
  Request next() throws InterruptedException {
    Request request = requests.poll(20, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nothing arrived");
    }
    return request;
  }

  int waiting() {
    return requests.size();
  }

  private ServerServiceDefinition service(Signal signal, Script script) {
    String name = ExportService.method(signal).getServiceName();
    MethodDescriptor<byte[], byte[]> method =
        MethodDescriptor.<byte[], byte[]>newBuilder(new Raw(), new Raw())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(ExportService.method(signal).getFullMethodName())
            .build();
    return ServerServiceDefinition.builder(String.valueOf(name))
        .addMethod(
            method,
            ServerCalls.asyncUnaryCall((bytes, observer) -> take(signal, bytes, script, observer)))
        .build();
  }

  private void take(Signal signal, byte[] bytes, Script script, StreamObserver<byte[]> observer) {
    Request request =
        new Request(signal, ByteString.copyFrom(bytes), HEADERS.get(), AUTHORITY.get());
    requests.add(request);
    try {
      observer.onNext(script.answer(request));
      observer.onCompleted();
    } catch (StatusException e) {
      observer.onError(e);
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      if (!server.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new AssertionError("the server did not stop");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Headers implements ServerInterceptor {
    @Override
    public <T, R> ServerCall.Listener<T> interceptCall(
        ServerCall<T, R> call, Metadata headers, ServerCallHandler<T, R> next) {
      return Contexts.interceptCall(
          Context.current()
              .withValue(HEADERS, headers)
              .withValue(AUTHORITY, String.valueOf(call.getAuthority())),
          call,
          headers,
          next);
    }
  }

  private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
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

package dev.ferrule.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.CompressorRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A real gRPC server that answers with what it got, in the encoding that it came in. */
final class EchoServer implements AutoCloseable {
  static final MethodDescriptor<String, String> METHOD =
      MethodDescriptor.<String, String>newBuilder(new Text(), new Text())
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("test.Echo/Say")
          .build();
  private static final int MOST = 4 * 1024 * 1024;

  /** What came with a call. */
  record Request(Metadata headers, String authority) {
    /** All values of a header with commas between them. */
    String header(String name) {
      Iterable<String> all =
          headers.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
      return all == null ? "-" : String.join(",", all);
    }
  }

  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final Server server;

  EchoServer() throws IOException {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "none");
  }

  /** Answers with that compression, whatever it was asked in. */
  EchoServer(InetSocketAddress address, String answers) throws IOException {
    CompressorRegistry compressors = CompressorRegistry.newEmptyInstance();
    for (Compression known :
        new Compression[] {Compression.GZIP, Compression.SNAPPY, Compression.ZSTD}) {
      GrpcCompressors.of(known).ifPresent(compressors::register);
    }
    server =
        NettyServerBuilder.forAddress(address)
            .decompressorRegistry(GrpcDecompressors.upTo(MOST))
            .compressorRegistry(compressors)
            .addService(
                ServerServiceDefinition.builder("test.Echo")
                    .addMethod(
                        METHOD,
                        ServerCalls.asyncUnaryCall((text, answer) -> {
                          answer.onNext(text);
                          answer.onCompleted();
                        }))
                    .build())
            .intercept(new Recording(answers))
            .build()
            .start();
  }

  String endpoint() {
    return "127.0.0.1:" + port();
  }

  int port() {
    return server.getPort();
  }

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

  @Override
  public void close() {
    server.shutdownNow();
    try {
      if (!server.awaitTermination(20, TimeUnit.SECONDS)) {
        throw new AssertionError("the server did not stop");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private final class Recording implements ServerInterceptor {
    private final String answers;

    Recording(String answers) {
      this.answers = answers;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      requests.add(new Request(headers, String.valueOf(call.getAuthority())));
      if (!answers.equals("none")) {
        call.setCompression(answers);
        call.setMessageCompression(true);
      }
      return next.startCall(call, headers);
    }
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

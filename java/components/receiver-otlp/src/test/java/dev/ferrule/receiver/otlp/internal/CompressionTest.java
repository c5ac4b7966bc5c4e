package dev.ferrule.receiver.otlp.internal;

import static dev.ferrule.receiver.otlp.internal.HttpSender.JSON;
import static dev.ferrule.receiver.otlp.internal.HttpSender.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import dev.ferrule.pdata.Signal;
import io.grpc.CallOptions;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed requests; what the decoders make of bytes of all sorts is tested beside them. */
@ExtendWith(LeakWatch.class)
class CompressionTest {
  private static final byte[] REQUEST = Samples.traces(500).toByteArray();
  private static final String PATH = "/v1/traces";

  private final HttpSender sender = new HttpSender();

  @AfterEach
  void close() {
    sender.close();
  }

  private HttpResponse<byte[]> post(Rig rig, String type, String encoding, byte[] body) {
    return encoding.isEmpty()
        ? sender.post(rig.url(PATH), type, body)
        : sender.post(rig.url(PATH), type, body, "Content-Encoding", encoding);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "gzip", "zlib", "deflate", "zstd", "lz4", "snappy", "x-snappy-framed"})
  void takesEveryEncoding(String encoding) throws Exception {
    byte[] body = Stored.as(encoding, REQUEST);
    try (Rig rig = Rig.started()) {
      assertThat(post(rig, PROTOBUF, encoding, body).statusCode()).isEqualTo(200);
      assertThat(rig.sink.only().bytes()).isEqualTo(ByteString.copyFrom(REQUEST));
      byte[] json = "{\"resourceSpans\":[]}".getBytes(StandardCharsets.US_ASCII);
      assertThat(post(rig, JSON, encoding, Stored.as(encoding, json)).statusCode()).isEqualTo(200);
    }
    if (!encoding.isEmpty()) {
      try (Rig rig = new Rig.Builder().http("compression_algorithms: ['']").start()) {
        HttpResponse<byte[]> refusal = post(rig, PROTOBUF, encoding, body);
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(Status.parseFrom(refusal.body()).getMessage())
            .isEqualTo("unsupported Content-Encoding: " + encoding);
      }
    }
  }

  @Test
  void bothNamesOfSnappyTakeFrames() {
    byte[] body = Stored.as("x-snappy-framed", REQUEST);
    try (Rig rig = Rig.started()) {
      assertThat(post(rig, PROTOBUF, "snappy", body).statusCode()).isEqualTo(200);
      assertThat(rig.sink.only().bytes()).isEqualTo(ByteString.copyFrom(REQUEST));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zlib", "deflate", "zstd", "lz4", "snappy", "x-snappy-framed"})
  void refusesWhatIsCutTooLongOrNotCompressed(String encoding) throws Exception {
    byte[] whole = Stored.as(encoding, REQUEST);
    try (Rig rig = new Rig.Builder().http("max_request_body_size: 200000").start()) {
      assertThat(post(rig, PROTOBUF, encoding, whole).statusCode()).isEqualTo(200);
      HttpResponse<byte[]> cut =
          post(rig, PROTOBUF, encoding, Arrays.copyOf(whole, whole.length - 5));
      assertThat(cut.statusCode()).as("cut").isEqualTo(400);
      assertThat(Status.parseFrom(cut.body()).getMessage()).isNotEmpty();
      assertThat(post(rig, PROTOBUF, encoding, REQUEST).statusCode())
          .as("not compressed")
          .isEqualTo(400);
      byte[] large = Stored.as(encoding, new byte[200_001]);
      HttpResponse<byte[]> tooLarge = post(rig, PROTOBUF, encoding, large);
      assertThat(tooLarge.statusCode()).as("too large").isEqualTo(400);
      assertThat(Status.parseFrom(tooLarge.body()).getMessage())
          .isIn(
              "http: request body too large", "snappy: decoded size exceeds max request body size");
      assertThat(rig.sink.arrivals()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "zstd", "gzip"})
  void takesEveryEncodingOfGrpc(String encoding) {
    try (Rig rig = Rig.started()) {
      ManagedChannel channel = channel(rig, encoding);
      send(channel, encoding, REQUEST);
      assertThat(rig.sink.only().bytes()).isEqualTo(ByteString.copyFrom(REQUEST));
      byte[] large = Samples.traces(60_000).toByteArray();
      assertThat(large.length).isGreaterThan(4 * 1024 * 1024);
      assertThatThrownBy(() -> send(channel, encoding, large))
          .hasMessageStartingWith("RESOURCE_EXHAUSTED");
      assertThat(rig.sink.arrivals()).hasSize(1);
      channel.shutdownNow();
    }
  }

  @Test
  void refusesBrokenAndUnknownEncodingsOfGrpc() {
    try (Rig rig = Rig.started()) {
      ManagedChannel channel = channel(rig, "zstd");
      // Says zstd and is gzip.
      ManagedChannel lying = channel(rig, "zstd", "gzip");
      assertThatThrownBy(() -> send(lying, "zstd", REQUEST))
          .hasMessageStartingWith("INTERNAL: grpc: failed to decompress the message: ");
      ManagedChannel unknown = channel(rig, "br", "gzip");
      assertThatThrownBy(() -> send(unknown, "br", REQUEST))
          .hasMessageStartingWith("UNIMPLEMENTED");
      send(channel, "zstd", REQUEST);
      assertThat(rig.sink.arrivals()).hasSize(1);
      channel.shutdownNow();
      lying.shutdownNow();
      unknown.shutdownNow();
    }
  }

  private static void send(ManagedChannel channel, String encoding, byte[] request) {
    ClientCalls.blockingUnaryCall(
        channel,
        GrpcSender.method(Signal.TRACES),
        CallOptions.DEFAULT.withCompression(encoding),
        request);
  }

  private static ManagedChannel channel(Rig rig, String name) {
    // In gRPC the name stands for the framing format.
    return channel(rig, name, name.equals("snappy") ? "x-snappy-framed" : name);
  }

  private static ManagedChannel channel(Rig rig, String name, String format) {
    CompressorRegistry registry = CompressorRegistry.newEmptyInstance();
    registry.register(new Storing(name, format));
    return NettyChannelBuilder.forAddress(rig.grpcAddress())
        .usePlaintext()
        .compressorRegistry(registry)
        .build();
  }

  private record Storing(String name, String format) implements Compressor {
    @Override
    public String getMessageEncoding() {
      return name;
    }

    @Override
    public OutputStream compress(OutputStream out) {
      return new ByteArrayOutputStream() {
        @Override
        public void close() throws IOException {
          out.write(Stored.as(format, toByteArray()));
          out.close();
        }
      };
    }
  }
}

package dev.ferrule.receiver.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ComponentException;
import dev.ferrule.pdata.Signal;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakWatch.class)
class TransportTest {
  private static final byte[] ONE_SPAN = Samples.traces(1).toByteArray();

  private static Rig rig(String yaml) {
    return new Rig.Builder().grpc(yaml).http(yaml).start();
  }

  private static void exportTo(Rig rig, InetAddress ip) throws IOException {
    try (RawHttp http = new RawHttp(new InetSocketAddress(ip, rig.httpAddress().getPort()));
        GrpcSender grpc = new GrpcSender(new InetSocketAddress(ip, rig.grpcAddress().getPort()))) {
      assertThat(http.post("/v1/traces", ONE_SPAN.length).write(ONE_SPAN).read().code())
          .isEqualTo(200);
      grpc.send(Signal.TRACES, ONE_SPAN);
    }
  }

  private static final class Loopback {
    static final InetAddress V4 = address("127.0.0.1");
    static final InetAddress V6 = address("::1");

    private static InetAddress address(String literal) {
      return InetAddress.ofLiteral(literal);
    }
  }

  @Test
  void tcpTakesBothFamilies() throws Exception {
    try (Rig rig = rig("{endpoint: ':0', transport: tcp}")) {
      exportTo(rig, Loopback.V4);
      exportTo(rig, Loopback.V6);
    }
  }

  @Test
  void tcp4TakesNoOther() throws Exception {
    for (String endpoint : new String[] {":0", "localhost:0", "127.0.0.1:0"}) {
      try (Rig rig = rig("{endpoint: '" + endpoint + "', transport: tcp4}")) {
        assertThat(rig.grpcAddress().getAddress()).isInstanceOf(Inet4Address.class);
        exportTo(rig, Loopback.V4);
        assertThatThrownBy(() -> exportTo(rig, Loopback.V6)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void tcp6TakesNoOther() throws Exception {
    for (String endpoint : new String[] {":0", "[::]:0", "[::1]:0"}) {
      try (Rig rig = rig("{endpoint: '" + endpoint + "', transport: tcp6}")) {
        assertThat(rig.grpcAddress().getAddress()).isInstanceOf(Inet6Address.class);
        exportTo(rig, Loopback.V6);
        assertThatThrownBy(() -> exportTo(rig, Loopback.V4)).isInstanceOf(IOException.class);
        exportTo(rig, Loopback.V6);
      }
    }
  }

  @Test
  void anAddressOfTheOtherFamilyIsRefused() {
    assertThatThrownBy(() -> rig("{endpoint: '[::1]:0', transport: tcp4}"))
        .isInstanceOf(ComponentException.class)
        .hasMessage(
            "listen tcp4: address ::1: no suitable address found: use localhost or an IP address");
    assertThatThrownBy(() -> rig("{endpoint: '127.0.0.1:0', transport: tcp6}"))
        .isInstanceOf(ComponentException.class)
        .hasMessageStartingWith("listen tcp6: address 127.0.0.1: no suitable address found");
  }

  @Test
  void unixTakesBothProtocols(@TempDir Path directory) throws Exception {
    Path grpc = directory.resolve("grpc.sock");
    Path http = directory.resolve("http.sock");
    Rig rig =
        new Rig.Builder()
            .grpc("{endpoint: '" + grpc + "', transport: unix}")
            .http("{endpoint: '" + http + "', transport: unix, keep_alives_enabled: false}")
            .start();
    try (rig) {
      assertThat(rig.log.lines())
          .contains(
              "INFO Starting GRPC server endpoint=" + grpc,
              "INFO Starting HTTP server endpoint=" + http);
      assertThat(postTo(http)).startsWith("HTTP/1.1 200 OK");
      exportTo(grpc);
      assertThat(rig.sink.arrivals()).hasSize(2);
      assertThat(rig.log.lines()).noneMatch(line -> line.startsWith("WARN"));
    }
    // Go's listener takes its file with it too.
    assertThat(grpc).doesNotExist();
    assertThat(http).doesNotExist();
  }

  private static String postTo(Path socket) throws IOException {
    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      String head =
          "POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-protobuf\r\n"
              + ("Content-Length: " + ONE_SPAN.length + "\r\n\r\n");
      client.write(
          new ByteBuffer[] {
            ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)), ByteBuffer.wrap(ONE_SPAN)
          });
      ByteBuffer answer = ByteBuffer.allocate(4096);
      while (client.read(answer) >= 0 && answer.hasRemaining()) {
        // Until the server closes.
      }
      return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    }
  }

  private static void exportTo(Path socket) {
    MultiThreadIoEventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
            .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
            .eventLoopGroup(loops)
            .overrideAuthority("localhost")
            .usePlaintext()
            .build();
    ClientCalls.blockingUnaryCall(
        channel, GrpcSender.method(Signal.TRACES), CallOptions.DEFAULT, ONE_SPAN);
    channel.shutdownNow();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void aFileThatIsThereIsNotReplaced(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("otlp.sock"), "something else");
    for (Rig.Builder builder :
        new Rig.Builder[] {
          new Rig.Builder().grpc("{endpoint: '" + file + "', transport: unix}"),
          new Rig.Builder().http("{endpoint: '" + file + "', transport: unix}")
        }) {
      assertThatThrownBy(builder::start)
          .isInstanceOf(ComponentException.class)
          .hasMessage(
              "listen unix "
                  + file
                  + ": bind: address already in use: remove the file if nothing listens on it any"
                  + " more");
      assertThat(file).hasContent("something else");
    }
  }
}

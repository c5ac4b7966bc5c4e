package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of a gRPC client, each seen from the other side. */
final class GrpcClientTest {
  private static final String LONG = "again and again and ".repeat(20_000);

  private static String to(EchoServer server) {
    return GrpcCalls.PLAIN + "endpoint: " + server.endpoint() + "\n";
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, gzip",
    "snappy, snappy",
    "zstd, zstd",
    "none, none",
    "'', gzip",
    "gzip, zstd",
    "zstd, snappy"
  })
  void compressesCallsAndReadsAnswers(String compression, String answers) throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (EchoServer server = new EchoServer(any, answers);
        GrpcCalls calls = new GrpcCalls(to(server) + "compression: '" + compression + "'")) {
      for (String text : new String[] {"", "short", LONG}) {
        assertThat(calls.say(text)).isEqualTo(text);
        boolean none = compression.isEmpty() || compression.equals("none");
        EchoServer.Request request = server.next();
        assertThat(request.header("grpc-encoding")).isEqualTo(none ? "-" : compression);
        assertThat(request.header("grpc-accept-encoding").split(",", -1))
            .containsExactlyInAnyOrder("gzip", "snappy", "zstd");
      }
    }
  }

  @Test
  void headersGiveWayToThoseOfTheCall() throws Exception {
    String yaml =
        """
        headers:
          - {name: X-Tenant, value: configured}
          - {name: x-other, value: other}
          - {name: x-raw-bin, value: raw}
        """;
    Metadata own = new Metadata();
    own.put(Metadata.Key.of("x-tenant", Metadata.ASCII_STRING_MARSHALLER), "own");
    try (EchoServer server = new EchoServer();
        GrpcCalls calls = new GrpcCalls(to(server) + yaml)) {
      calls.say("x");
      EchoServer.Request request = server.next();
      assertThat(request.header("x-tenant")).isEqualTo("configured");
      assertThat(request.header("x-other")).isEqualTo("other");
      assertThat(
              request.headers().get(Metadata.Key.of("x-raw-bin", Metadata.BINARY_BYTE_MARSHALLER)))
          .asString()
          .isEqualTo("raw");
      calls.say("x", own);
      EchoServer.Request second = server.next();
      assertThat(second.header("x-tenant")).isEqualTo("own");
      assertThat(second.header("x-other")).isEqualTo("other");
      calls.say("x");
      assertThat(server.next().header("x-tenant")).isEqualTo("configured");
    }
  }

  @Test
  void userAgentAndAuthority() throws Exception {
    try (EchoServer server = new EchoServer();
        GrpcCalls usual = new GrpcCalls(to(server));
        GrpcCalls named =
            new GrpcCalls(to(server) + "user_agent: mine/2\nauthority: other.example:99")) {
      usual.say("x");
      EchoServer.Request request = server.next();
      assertThat(request.header("user-agent")).startsWith("test/1 grpc-java");
      assertThat(request.authority()).isEqualTo(server.endpoint());
      named.say("x");
      EchoServer.Request second = server.next();
      assertThat(second.header("user-agent")).startsWith("mine/2 grpc-java");
      assertThat(second.authority()).isEqualTo("other.example:99");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', round_robin",
    "'', pick_first",
    "'', ''",
    "http://, round_robin",
    "dns:///, round_robin",
    "passthrough:///, pick_first"
  })
  void schemesAndBalancers(String scheme, String balancer) throws Exception {
    try (EchoServer server = new EchoServer();
        GrpcCalls calls =
            new GrpcCalls(
                GrpcCalls.PLAIN
                    + "endpoint: "
                    + scheme
                    + server.endpoint()
                    + "\nbalancer_name: '"
                    + balancer
                    + "'\n")) {
      assertThat(calls.say("x")).isEqualTo("x");
    }
  }

  @Test
  void smallBuffersPassLongMessages() throws Exception {
    try (EchoServer server = new EchoServer();
        GrpcCalls calls = new GrpcCalls(to(server) + "read_buffer_size: 1\nwrite_buffer_size: 1")) {
      assertThat(calls.say(LONG)).isEqualTo(LONG);
    }
  }

  @Test
  void waitsForAConnectionIfToldTo() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String endpoint = GrpcCalls.PLAIN + "endpoint: 127.0.0.1:" + port + "\n";
    try (GrpcCalls impatient = new GrpcCalls(endpoint);
        GrpcCalls patient = new GrpcCalls(endpoint + "wait_for_ready: true")) {
      assertThatThrownBy(() -> impatient.say("x")).hasMessageStartingWith("UNAVAILABLE");
      CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> patient.say("x"));
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      try (EchoServer server = new EchoServer(address, "none")) {
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("x");
        assertThat(server.waiting()).isEqualTo(1);
      }
    }
  }
}

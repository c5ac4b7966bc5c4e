package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.testkit.RawServer;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** gRPC through the proxy of the environment. */
final class GrpcProxiesTest {

  private static GrpcProxies proxies(String name, String value) {
    return new GrpcProxies(new EnvironmentProxy(Map.of(name, value)));
  }

  @Test
  void callsGoThroughATunnel() throws Exception {
    BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    try (EchoServer server = new EchoServer();
        RawServer proxy =
            new RawServer(connection -> HttpProxyTest.tunnel(connection, server.port(), heads))) {
      String url = "http://me:s3cret@127.0.0.1:" + proxy.port();
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("echo.example", 4317)
              .proxyDetector(proxies("HTTPS_PROXY", url))
              .usePlaintext()
              .build();
      try {
        assertThat(
                ClientCalls.blockingUnaryCall(
                    channel,
                    EchoServer.METHOD,
                    CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                    "x"))
            .isEqualTo("x");
      } finally {
        channel.shutdownNow();
      }
      assertThat(server.next().authority()).isEqualTo("echo.example:4317");
      assertThat(heads.take())
          .startsWith("CONNECT echo.example:4317 HTTP/1.1\r\n")
          .containsIgnoringCase("proxy-authorization: Basic bWU6czNjcmV0\r\n");
    }
  }

  @Test
  void othersGoStraight() throws Exception {
    InetSocketAddress target = InetSocketAddress.createUnresolved("echo.example", 4317);
    assertThat(proxies("HTTP_PROXY", "http://proxy:1").proxyFor(target)).isNull();
    assertThat(
            proxies("HTTPS_PROXY", "http://proxy:1")
                .proxyFor(InetSocketAddress.createUnresolved("localhost", 4317)))
        .isNull();
    assertThatThrownBy(() -> proxies("HTTPS_PROXY", "socks5://proxy:1").proxyFor(target))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("environment variable HTTPS_PROXY: SOCKS proxies");
  }
}

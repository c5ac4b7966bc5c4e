package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.testkit.Bytes;
import dev.ferrule.testkit.Certificates;
import dev.ferrule.testkit.RawServer;
import dev.ferrule.testkit.Section;
import dev.ferrule.testkit.WebServer;
import dev.ferrule.testkit.WebServer.Answer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;

/** Requests through a proxy. */
final class HttpProxyTest {
  private static final MemorySegment EMPTY = MemorySegment.ofArray(new byte[0]);

  @Test
  void plainRequestsAreForwardedWithTheWholeUrl() throws Exception {
    try (WebServer proxy = WebServer.answering(_ -> Answer.of(200));
        HttpCalls calls = new HttpCalls("proxy_url: " + proxy.url())) {
      calls.post("http://otlp.example.com:4318/v1/logs", "body");
      WebServer.Request request = proxy.next();
      assertThat(request.path()).isEqualTo("http://otlp.example.com:4318/v1/logs");
      assertThat(request.header("host")).isEqualTo("otlp.example.com:4318");
      assertThat(request.body()).hasToString("body");
    }
  }

  @Test
  void aProxyThatAsksGetsThePassword() throws Exception {
    WebServer.Script script =
        request ->
            request.header("proxy-authorization").equals("-")
                ? new Answer(407, Map.of("Proxy-Authenticate", "Basic realm=\"x\""), Bytes.EMPTY)
                : Answer.of(200);
    try (WebServer proxy = WebServer.answering(script);
        HttpCalls calls = new HttpCalls("proxy_url: http://me:s3cret@127.0.0.1:" + proxy.port())) {
      assertThat(calls.post("http://otlp.example.com/", "body").status()).isEqualTo(200);
      assertThat(proxy.next().header("proxy-authorization")).isEqualTo("-");
      WebServer.Request request = proxy.next();
      assertThat(request.header("proxy-authorization")).isEqualTo("Basic bWU6czNjcmV0");
      assertThat(request.header("authorization")).isEqualTo("-");
      assertThat(request.body()).hasToString("body");
    }
  }

  @Test
  void aServerThatAsksDoesNotGetIt() throws Exception {
    WebServer.Script script =
        _ -> new Answer(401, Map.of("WWW-Authenticate", "Basic realm=\"x\""), Bytes.EMPTY);
    try (WebServer server = WebServer.answering(script);
        HttpCalls calls = new HttpCalls("")) {
      assertThat(calls.post(server.url(), "body").status()).isEqualTo(401);
      assertThat(server.next().header("authorization")).isEqualTo("-");
      assertThat(server.waiting()).isZero();
    }
  }

  @Test
  void tlsGoesThroughATunnel(@TempDir Path directory) throws Exception {
    Certificates own = Certificates.selfSigned(directory, "server", "dns:localhost");
    BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    try (WebServer server = WebServer.encrypted(own.server(), _ -> Answer.of(200));
        RawServer proxy = new RawServer(connection -> tunnel(connection, server.port(), heads));
        HttpCalls calls =
            new HttpCalls(
                "proxy_url: " + proxy.url() + "\ntls: {ca_file: '" + own.cert() + "'}\n")) {
      assertThat(calls.post("https://localhost:4318/v1/logs", "body").status()).isEqualTo(200);
      assertThat(server.next().path()).isEqualTo("/v1/logs");
      assertThat(heads.take()).startsWith("CONNECT localhost:4318 HTTP/1.1\r\n");
    }
  }

  /** Passes on whatever comes to a port of this machine, whoever was asked for. */
  static void tunnel(Socket client, int port, BlockingQueue<String> heads) throws IOException {
    heads.add(RawServer.readRequest(client.getInputStream()));
    RawServer.write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Thread.startVirtualThread(() -> pass(server, client));
      pass(client, server);
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of them went.
    }
  }

  @Test
  void aTunnelThatIsRefusedIsAFailure() throws Exception {
    try (RawServer proxy =
            new RawServer(connection -> {
              RawServer.readRequest(connection.getInputStream());
              RawServer.write(connection, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
              RawServer.hang(connection);
            });
        HttpCalls calls = new HttpCalls("timeout: 10s\nproxy_url: " + proxy.url())) {
      assertThatThrownBy(() -> calls.post("https://otlp.example.com/", "body"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("403");
    }
  }

  @Test
  void aProxyOfTheEnvironmentThatCannotBeUsedIsNamedWhenItIsNeeded() throws Exception {
    var config = Section.of(HttpClientConfig.DEFAULTS, "");
    var environment = Map.of("HTTP_PROXY", "socks5://proxy.example:1080");
    try (WebServer server = WebServer.answering(_ -> Answer.of(200));
        var engine =
            new HttpEngine(config, environment).start("test-network", NOPLogger.NOP_LOGGER)) {
      HttpExchanges exchanges = new HttpExchanges(engine, config, Optional.empty());
      assertThat(exchanges.run(upload(server.url()), EMPTY, "").status()).isEqualTo(200);
      assertThatThrownBy(() -> exchanges.run(upload("http://otlp.example.com"), EMPTY, ""))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("environment variable HTTP_PROXY: SOCKS proxies");
    }
  }

  private static HttpUpload upload(String url) {
    return new HttpUpload(HttpUrl.parse(url), Map.of(), EMPTY, OptionalLong.empty());
  }
}

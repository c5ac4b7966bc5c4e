package dev.ferrule.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.http2.ssl.H2ServerTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.jspecify.annotations.Nullable;

/** A server that speaks HTTP/2 and HTTP/1.1 over TLS, as the client likes. */
final class Http2Server implements AutoCloseable {
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final HttpAsyncServer server;
  private final int port;

  Http2Server(SSLContext tls) throws Exception {
    server =
        H2ServerBootstrap.bootstrap()
            .setCanonicalHostName("127.0.0.1")
            .setTlsStrategy(new H2ServerTlsStrategy(tls))
            .register("*", new Handler())
            .create();
    server.start();
    ListenerEndpoint endpoint =
        server
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), URIScheme.HTTPS)
            .get(20, TimeUnit.SECONDS);
    port = ((InetSocketAddress) endpoint.getAddress()).getPort();
  }

  String url() {
    return "https://127.0.0.1:" + port;
  }

  /** The version, method, path, one header and length of the next request. */
  String next() throws InterruptedException {
    return String.valueOf(requests.poll(20, TimeUnit.SECONDS));
  }

  @Override
  public void close() {
    server.close(CloseMode.IMMEDIATE);
  }

  private final class Handler implements AsyncServerRequestHandler<Message<HttpRequest, byte[]>> {
    @Override
    public AsyncRequestConsumer<Message<HttpRequest, byte[]>> prepare(
        HttpRequest request, @Nullable EntityDetails entity, HttpContext context) {
      return new BasicRequestConsumer<>(entity == null ? null : new BasicAsyncEntityConsumer());
    }

    @Override
    public void handle(
        Message<HttpRequest, byte[]> message, ResponseTrigger trigger, HttpContext context) {
      try {
        HttpRequest request = message.getHead();
        byte[] body = message.getBody() == null ? new byte[0] : message.getBody();
        requests.add(
            "%s %s %s %s %s %d"
                .formatted(
                    request.getVersion(),
                    request.getMethod(),
                    request.getPath(),
                    request.getAuthority(),
                    request.getFirstHeader("x-tenant").getValue(),
                    body.length));
        trigger.submitResponse(
            AsyncResponseBuilder.create(200).setEntity("got it".getBytes(UTF_8), null).build(),
            context);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}

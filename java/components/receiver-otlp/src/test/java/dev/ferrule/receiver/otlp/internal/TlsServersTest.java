package dev.ferrule.receiver.otlp.internal;

import static dev.ferrule.receiver.otlp.internal.HttpSender.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ComponentException;
import dev.ferrule.pdata.Signal;
import dev.ferrule.testkit.TestAuthority.Stored;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The receiver's TLS with real clients; handshakes of all sorts are tested beside the settings. */
@ExtendWith(LeakWatch.class)
class TlsServersTest {
  private static final byte[] ONE_SPAN = Samples.traces(1).toByteArray();

  private final Path directory;
  private final TlsRig certificates;
  private final String tls;
  private final String mutual;

  TlsServersTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    certificates = new TlsRig(directory);
    tls = certificates.yaml("");
    mutual =
        certificates.yaml(
            "client_ca_file: '"
                + certificates.authority.writeTo(directory.resolve("ca.crt"))
                + "'");
  }

  private ManagedChannel grpc(Rig rig, @Nullable Stored identity) throws IOException {
    SslContextBuilder client =
        GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
            .trustManager(
                new ByteArrayInputStream(
                    certificates.authority.pem().getBytes(StandardCharsets.US_ASCII)));
    if (identity != null) {
      client.keyManager(identity.certificate().toFile(), identity.key().toFile());
    }
    return NettyChannelBuilder.forAddress("localhost", rig.grpcAddress().getPort())
        .sslContext(client.build())
        .build();
  }

  private static void export(ManagedChannel channel) {
    ClientCalls.blockingUnaryCall(
        channel,
        GrpcSender.method(Signal.TRACES),
        io.grpc.CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(20)),
        ONE_SPAN);
  }

  private HttpClient http() throws Exception {
    return HttpClient.newBuilder().sslContext(certificates.trusting()).build();
  }

  private static HttpResponse<byte[]> post(
      Rig rig, HttpClient client, HttpClient.Version version, byte[] body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(
                URI.create("https://localhost:" + rig.httpAddress().getPort() + "/v1/traces"))
            .version(version)
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", PROTOBUF)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void takesGrpc() throws Exception {
    try (Rig rig = new Rig.Builder().grpc(tls).start()) {
      ManagedChannel channel = grpc(rig, null);
      export(channel);
      export(channel);
      assertThat(rig.sink.arrivals()).hasSize(2);
      channel.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void takesHttp(HttpClient.Version version) throws Exception {
    byte[] large = Samples.traces(20_000).toByteArray();
    try (Rig rig = new Rig.Builder().http(tls).start();
        HttpClient client = http()) {
      HttpResponse<byte[]> first = post(rig, client, version, ONE_SPAN);
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.version()).isEqualTo(version);
      assertThat(first.body()).isEqualTo(new byte[] {0x0a, 0});
      assertThat(post(rig, client, version, large).statusCode()).isEqualTo(200);
      assertThat(rig.sink.arrivals()).hasSize(2);
    }
  }

  @Test
  void wantsTheCertificateOfClientsIfToldTo() throws Exception {
    try (Rig rig = new Rig.Builder().grpc(mutual).http(mutual).start();
        HttpClient http = http()) {
      Stored identity = certificates.authority.issue("me").writeTo(directory, "client");
      ManagedChannel known = grpc(rig, identity);
      export(known);
      ManagedChannel unknown = grpc(rig, null);
      assertThatThrownBy(() -> export(unknown)).isInstanceOf(StatusRuntimeException.class);
      assertThatThrownBy(() -> post(rig, http, HttpClient.Version.HTTP_1_1, ONE_SPAN))
          .isInstanceOf(IOException.class);
      assertThat(rig.sink.arrivals()).hasSize(1);
      known.shutdownNow();
      unknown.shutdownNow();
    }
  }

  @Test
  void doesNotSpeakPlainText() throws Exception {
    try (Rig rig = new Rig.Builder().grpc(tls).http(tls).start();
        RawHttp plain = new RawHttp(rig.httpAddress());
        GrpcSender sender = new GrpcSender(rig.grpcAddress())) {
      plain.post("/v1/traces", ONE_SPAN.length).write(ONE_SPAN);
      assertThatThrownBy(plain::read).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> sender.send(Signal.TRACES, ONE_SPAN))
          .isInstanceOf(StatusRuntimeException.class);
      assertThat(rig.sink.arrivals()).isEmpty();
      assertThat(rig.log.lines()).noneMatch(line -> line.startsWith("ERROR"));
    }
  }

  @Test
  void aHandshakeMustComeInTime() throws Exception {
    try (Rig rig = new Rig.Builder().http(tls + "\nread_header_timeout: 200ms").start();
        RawHttp silent = new RawHttp(rig.httpAddress())) {
      assertThat(silent.isClosedByServer()).isTrue();
    }
  }

  @Test
  void doesNotStartWithFilesThatCannotBeUsed() throws Exception {
    Files.writeString(directory.resolve("server.key"), "hello");
    for (Rig rig :
        new Rig[] {new Rig.Builder().grpc(tls).build(), new Rig.Builder().http(tls).build()}) {
      assertThatThrownBy(() -> rig.receiver.start(Rig.HOST))
          .isInstanceOf(ComponentException.class)
          .hasMessageStartingWith("failed to load TLS config: failed to load TLS cert and key: ");
      rig.close();
    }
  }
}

package dev.ferrule.exporter.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.config.TlsClientConfig;
import dev.ferrule.config.TlsConfig;
import dev.ferrule.confmap.Opaque;
import dev.ferrule.pdata.Signal;
import dev.ferrule.testkit.Certificates;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a real server; PLAINTEXT is what must not happen by accident. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsTest {
  private static final Opaque NONE = new Opaque("");

  private final Path directory;
  private final Certificates server;
  private final Certificates client;
  private final Certificates named;

  TlsTest(@TempDir Path directory) throws Exception {
    this.directory = directory;
    server = Certificates.selfSigned(directory, "server", "dns:localhost,ip:127.0.0.1");
    named = Certificates.selfSigned(directory, "named", "dns:otlp.example.com");
    client = Certificates.selfSigned(directory, "client", "dns:client");
  }

  private static Peer peer(Certificates own, @Nullable Path clientCa) throws IOException {
    SslContextBuilder tls =
        GrpcSslContexts.configure(
            SslContextBuilder.forServer(own.cert().toFile(), own.key().toFile()), SslProvider.JDK);
    if (clientCa != null) {
      tls.trustManager(clientCa.toFile()).clientAuth(ClientAuth.REQUIRE);
    }
    return new Peer(
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sslContext(tls.build()),
        _ -> new byte[0]);
  }

  private static @Nullable ConsumeException export(Peer peer, TlsClientConfig tls) {
    return export(peer.endpoint(), tls);
  }

  private static @Nullable ConsumeException export(String endpoint, TlsClientConfig tls) {
    try (Exporting it =
        new Exporting(Signal.TRACES, Exporting.DIRECT, Exporting.client(endpoint, tls)).start()) {
      return it.export(1);
    }
  }

  private TlsClientConfig trusting(Certificates ca) {
    return Exporting.tls(ca.cert().toString(), false, false, "");
  }

  @Test
  void trustsTheConfiguredAuthority() throws Exception {
    try (Peer peer = peer(server, null)) {
      assertThat(export(peer, trusting(server))).isNull();
      assertThat(export("https://localhost:" + peer.port(), trusting(server))).isNull();
    }
  }

  @Test
  void trustsAnAuthorityInPlaceBesideTheSystems() throws Exception {
    TlsClientConfig inPlace =
        new TlsClientConfig(
            new TlsConfig(
                "",
                new Opaque(Files.readString(server.cert())),
                true,
                "",
                NONE,
                "",
                NONE,
                "1.3",
                "",
                List.of(),
                false,
                List.of(),
                Duration.ZERO),
            false,
            false,
            "");
    try (Peer peer = peer(server, null)) {
      assertThat(export(peer, inPlace)).isNull();
    }
  }

  @Test
  void doesNotTrustOthers() throws Exception {
    try (Peer peer = peer(server, null)) {
      assertThat(export(peer, trusting(client)))
          .hasMessageStartingWith("rpc error: code = Unavailable desc = ")
          .hasMessageContaining("unable to find valid certification path")
          .hasMessageNotContaining("\n");
      assertThat(export(peer, TlsClientConfig.DEFAULTS))
          .hasMessageStartingWith("rpc error: code = Unavailable desc = ");
      assertThat(peer.waiting()).isZero();
    }
  }

  @Test
  void insecureWithHttpsStillMeansTls() throws Exception {
    try (Peer peer = peer(server, null)) {
      assertThat(export("https://" + peer.endpoint(), Exporting.PLAIN))
          .hasMessageContaining("unable to find valid certification path");
      assertThat(peer.waiting()).isZero();
    }
  }

  @Test
  void plainTextIsNotSpokenUnlessAskedFor() throws Exception {
    try (Peer peer = Peer.accepting()) {
      assertThat(export("http://" + peer.endpoint(), trusting(server))).isNotNull();
      assertThat(peer.waiting()).isZero();
    }
  }

  @Test
  void namesMustMatch() throws Exception {
    try (Peer peer = peer(named, null)) {
      assertThat(export(peer, trusting(named))).isNotNull();
      assertThat(peer.waiting()).isZero();
      assertThat(
              export(
                  peer, Exporting.tls(named.cert().toString(), false, false, "otlp.example.com")))
          .isNull();
    }
  }

  @Test
  void verificationCanBeSkipped() throws Exception {
    try (Peer peer = peer(named, null)) {
      assertThat(export(peer, Exporting.tls("", false, true, ""))).isNull();
    }
  }

  @Test
  void showsItsOwnCertificate() throws Exception {
    try (Peer peer = peer(server, client.cert())) {
      assertThat(export(peer, trusting(server))).isNotNull();
      assertThat(export(peer, withKey(client.cert().toString(), client.key().toString()))).isNull();
    }
  }

  @Test
  void filesThatCannotBeUsedAreNamed() throws Exception {
    Path missing = directory.resolve("missing.pem");
    assertThatThrownBy(() -> export("localhost:1", Exporting.tls(missing + "", false, false, "")))
        .isInstanceOf(ComponentException.class)
        .hasMessage(
            "failed to load TLS config: failed to load CA CertPool File: failed to load cert "
                + missing
                + ": open "
                + missing
                + ": no such file or directory");
    Path empty = Files.writeString(directory.resolve("empty.pem"), "");
    assertThatThrownBy(() -> export("localhost:1", Exporting.tls(empty + "", false, false, "")))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("failed to parse cert");
    Path garbage = Files.writeString(directory.resolve("garbage.pem"), "hello");
    assertThatThrownBy(() -> export("localhost:1", Exporting.tls(garbage + "", false, false, "")))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("failed to parse cert");
    assertThatThrownBy(
            () -> export("localhost:1", withKey(client.cert().toString(), garbage.toString())))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("failed to load TLS cert and key PEMs");
  }

  private TlsClientConfig withKey(String cert, String key) {
    return new TlsClientConfig(
        TlsConfig.DEFAULTS.withCaFile(server.cert().toString()).withKeyPair(cert, key),
        false,
        false,
        "");
  }
}

package dev.ferrule.config;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.testkit.FakeHost;
import dev.ferrule.testkit.Section;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.helpers.NOPLogger;

/** A client made of YAML that calls an {@link EchoServer}. */
final class GrpcCalls implements AutoCloseable {
  static final String PLAIN = "tls: {insecure: true}\n";

  private final GrpcClient client;

  GrpcCalls(String yaml) {
    this(yaml, new FakeHost());
  }

  GrpcCalls(String yaml, ComponentId id, Extension extension) {
    this(yaml, new FakeHost(Map.of(id, extension)));
  }

  private GrpcCalls(String yaml, Host host) {
    this.client =
        GrpcClient.open(
            Section.of(GrpcClientConfig.DEFAULTS, yaml),
            host,
            "test/1",
            "test-network",
            NOPLogger.NOP_LOGGER);
  }

  String say(String text) {
    return say(text, new Metadata());
  }

  String say(String text, Metadata ownHeaders) {
    Channel channel =
        ClientInterceptors.intercept(
            client.channel(), MetadataUtils.newAttachHeadersInterceptor(ownHeaders));
    CallOptions options = client.callOptions().withDeadlineAfter(20, TimeUnit.SECONDS);
    return ClientCalls.blockingUnaryCall(channel, EchoServer.METHOD, options, text);
  }

  @Override
  public void close() {
    client.close(Duration.ofSeconds(10));
  }
}

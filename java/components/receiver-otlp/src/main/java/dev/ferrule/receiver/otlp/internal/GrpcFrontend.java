package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.Host;
import dev.ferrule.config.GrpcServerConfig;
import dev.ferrule.pdata.Signal;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** OTLP over gRPC. Only signals that pipelines use are served; others are Unimplemented. */
final class GrpcFrontend implements Frontend {
  private final Server server;
  private final SocketAddress address;
  private final Logger log;

  private GrpcFrontend(Server server, Logger log) {
    this.server = server;
    this.address = server.getListenSockets().getFirst();
    this.log = log;
  }

  /**
   * Binds and serves.
   *
   * @throws ComponentException if it cannot listen there
   */
  static GrpcFrontend start(
      GrpcServerConfig config,
      Intake intake,
      EventLoops loops,
      Executor executor,
      Host host,
      Logger log) {
    SocketAddress address = Listening.resolve(config.serverTransport(), config.endpoint());
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address)
            .bossEventLoopGroup(loops.accepting())
            .workerEventLoopGroup(loops.serving())
            .executor(executor);
    config.applyTo(builder, host, log);
    for (Signal signal : intake.signals()) {
      builder.addService(service(signal, intake, config.includeMetadata()));
    }
    Server server = builder.build();
    try {
      return new GrpcFrontend(server.start(), log);
    } catch (IOException e) {
      server.shutdownNow();
      throw Listening.failed(config.serverTransport(), address, e);
    }
  }

  private static ServerServiceDefinition service(
      Signal signal, Intake intake, boolean includeMetadata) {
    String name = serviceName(signal);
    MethodDescriptor<Received, byte[]> export =
        MethodDescriptor.<Received, byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(name, "Export"))
            .setRequestMarshaller(new RequestMarshaller(signal, intake.buffers()))
            .setResponseMarshaller(new ResponseMarshaller())
            .build();
    return ServerServiceDefinition.builder(name)
        .addMethod(export, new ExportHandler(intake, includeMetadata))
        .build();
  }

  private static String serviceName(Signal signal) {
    String prefix = "opentelemetry.proto.collector.";
    return switch (signal) {
      case TRACES -> prefix + "trace.v1.TraceService";
      case METRICS -> prefix + "metrics.v1.MetricsService";
      case LOGS -> prefix + "logs.v1.LogsService";
    };
  }

  @Override
  public SocketAddress address() {
    return address;
  }

  @Override
  public void drain() {
    server.shutdown();
    Listening.release(address, log);
  }

  @Override
  public boolean awaitDrained(long nanos) throws InterruptedException {
    return server.awaitTermination(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void abort() {
    server.shutdownNow();
  }

  private static final class ResponseMarshaller implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      throw new UnsupportedOperationException("a server does not read responses");
    }
  }
}

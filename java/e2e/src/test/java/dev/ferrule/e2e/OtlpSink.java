package dev.ferrule.e2e;

import com.google.protobuf.Message;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An OTLP/gRPC server that keeps every request it gets. */
final class OtlpSink implements AutoCloseable {
  private final BlockingQueue<Message> requests = new LinkedBlockingQueue<>();
  private final Server server;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  OtlpSink() {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Traces())
            .addService(new Metrics())
            .addService(new Logs())
            .build();
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getPort();
  }

  /** Holds answers back until the returned latch is counted down. */
  CountDownLatch holdAnswers() {
    CountDownLatch closed = new CountDownLatch(1);
    gate = closed;
    return closed;
  }

  /** The next request of that type; fails if none comes. */
  <T extends Message> T next(Class<T> type) {
    try {
      Message request = requests.poll(30, TimeUnit.SECONDS);
      if (request == null) {
        throw new AssertionError("no " + type.getSimpleName() + " came");
      }
      return type.cast(request);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Requests that nobody took yet. */
  int waiting() {
    return requests.size();
  }

  private <T> void take(Message request, StreamObserver<T> answer, T response) {
    requests.add(request);
    try {
      if (!gate.await(30, TimeUnit.SECONDS)) {
        answer.onError(new AssertionError("answers were held back for too long"));
        return;
      }
    } catch (InterruptedException e) {
      answer.onError(e);
      return;
    }
    answer.onNext(response);
    answer.onCompleted();
  }

  @Override
  public void close() {
    gate.countDown();
    server.shutdownNow();
  }

  private final class Traces extends TraceServiceGrpc.TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> answer) {
      take(request, answer, ExportTraceServiceResponse.getDefaultInstance());
    }
  }

  private final class Metrics extends MetricsServiceGrpc.MetricsServiceImplBase {
    @Override
    public void export(
        ExportMetricsServiceRequest request, StreamObserver<ExportMetricsServiceResponse> answer) {
      take(request, answer, ExportMetricsServiceResponse.getDefaultInstance());
    }
  }

  private final class Logs extends LogsServiceGrpc.LogsServiceImplBase {
    @Override
    public void export(
        ExportLogsServiceRequest request, StreamObserver<ExportLogsServiceResponse> answer) {
      take(request, answer, ExportLogsServiceResponse.getDefaultInstance());
    }
  }
}

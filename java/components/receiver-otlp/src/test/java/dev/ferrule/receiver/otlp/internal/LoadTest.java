package dev.ferrule.receiver.otlp.internal;

import static dev.ferrule.receiver.otlp.internal.HttpSender.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.ConsumeException;
import dev.ferrule.pdata.Signal;
import io.grpc.StatusRuntimeException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many senders at once. Nothing that was acknowledged may be missing. */
@ExtendWith(LeakWatch.class)
class LoadTest {
  private static final int SENDERS = 12;
  private static final int REQUESTS = 60;
  private static final List<Signal> SIGNALS = List.of(Signal.values());

  private final AtomicLong acknowledged = new AtomicLong();

  @Test
  void losesNothing() throws Exception {
    long seed = System.nanoTime();
    System.out.println("LoadTest seed " + seed);
    AtomicLong consumed = new AtomicLong();
    AtomicLong turn = new AtomicLong();
    try (Rig rig = Rig.started();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      rig.sink.then((batch, _) -> {
        if (turn.incrementAndGet() % 7 == 0) {
          throw ConsumeException.retryable("every seventh");
        }
        consumed.addAndGet(batch.itemCount());
      });
      List<Future<?>> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        Random random = new Random(seed + i);
        boolean grpc = i % 2 == 0;
        senders.add(threads.submit(() -> sendAll(rig, grpc, random)));
      }
      for (Future<?> sender : senders) {
        sender.get();
      }
      assertThat(acknowledged.get()).isEqualTo(consumed.get()).isPositive();
      assertThat(rig.sink.arrivals()).hasSize(SENDERS * REQUESTS);
    }
  }

  private void sendAll(Rig rig, boolean grpc, Random random) {
    try (Sender sender = grpc ? overGrpc(rig) : overHttp(rig)) {
      for (int i = 0; i < REQUESTS; i++) {
        send(sender, random);
      }
    }
  }

  @Test
  void losesNothingWhenItStopsUnderLoad() throws Exception {
    long seed = System.nanoTime();
    System.out.println("LoadTest seed " + seed);
    AtomicLong consumed = new AtomicLong();
    CountDownLatch busy = new CountDownLatch(200);
    try (Rig rig = Rig.started();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      rig.sink.then((batch, _) -> {
        consumed.addAndGet(batch.itemCount());
        busy.countDown();
      });
      List<Future<?>> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        Random random = new Random(seed + i);
        Sender sender = i % 2 == 0 ? overGrpc(rig) : overHttp(rig);
        senders.add(
            threads.submit(() -> {
              try (sender) {
                while (send(sender, random)) {
                  // Until the receiver is gone.
                }
              }
            }));
      }
      busy.await();
      rig.receiver.shutdown();
      for (Future<?> sender : senders) {
        sender.get();
      }
      assertThat(rig.log.lines()).noneMatch(line -> line.startsWith("WARN"));
      assertThat(acknowledged.get()).isPositive().isLessThanOrEqualTo(consumed.get());
    }
  }

  /** Sends one request and returns whether it was acknowledged. */
  private boolean send(Sender sender, Random random) {
    Signal signal = SIGNALS.get(random.nextInt(SIGNALS.size()));
    int items = 1 + random.nextInt(400);
    boolean accepted = sender.send(signal, Samples.request(signal, items).toByteArray());
    if (accepted) {
      acknowledged.addAndGet(items);
    }
    return accepted;
  }

  private interface Sender extends AutoCloseable {
    boolean send(Signal signal, byte[] request);

    @Override
    void close();
  }

  private static Sender overGrpc(Rig rig) {
    GrpcSender grpc = new GrpcSender(rig.grpcAddress());
    return new Sender() {
      @Override
      public boolean send(Signal signal, byte[] request) {
        try {
          grpc.send(signal, request);
          return true;
        } catch (StatusRuntimeException e) {
          return false;
        }
      }

      @Override
      public void close() {
        grpc.close();
      }
    };
  }

  private static Sender overHttp(Rig rig) {
    HttpSender http = new HttpSender();
    String url = rig.url("").toString();
    return new Sender() {
      @Override
      public boolean send(Signal signal, byte[] request) {
        try {
          return http.post(URI.create(url + "/v1/" + signal), PROTOBUF, request).statusCode()
              == 200;
        } catch (UncheckedIOException e) {
          return false;
        }
      }

      @Override
      public void close() {
        http.close();
      }
    };
  }
}

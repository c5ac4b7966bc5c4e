package dev.ferrule.exporterhelper.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.Call;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.exporterhelper.BatchSender;
import dev.ferrule.exporterhelper.DeliveryConfig;
import dev.ferrule.exporterhelper.QueueConfig;
import dev.ferrule.exporterhelper.RetryConfig;
import dev.ferrule.exporterhelper.Sizer;
import dev.ferrule.pdata.Batch;
import dev.ferrule.testkit.FakeHost;
import dev.ferrule.testkit.Metered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/**
 * Producers, a peer that does everything a peer may do, and a stop at any moment, in many orders:
 * whatever was accepted is sent or logged as lost, once, and counted as such.
 */
final class DeliverySimulationTest {
  private static final int SEEDS = 300;
  private static final int PRODUCERS = 4;
  private static final int BATCHES_EACH = 12;

  @Test
  void acceptedBatchesAreSentOrLoggedAsLostOnce() {
    long first = System.nanoTime();
    Set<String> seen = new TreeSet<>();
    for (long seed = first; seed < first + SEEDS; seed++) {
      try {
        World world = new World(seed);
        world.check();
        seen.addAll(world.errors());
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    // What this test is about did happen.
    assertThat(seen)
        .contains(
            "sending queue is full",
            "exporter is shutting down",
            "exporter stopped before its queue was empty",
            "interrupted due to shutdown: later",
            "not retryable error: Permanent error: no",
            "no more retries left: later",
            "no more retries left: deadline exceeded");
  }

  /** One run. Batches are told apart by their item counts. */
  private static final class World implements BatchSender {
    private final Simulation simulation;
    private final Random random;
    private final RecordingLogger logger = new RecordingLogger();
    private final Batches batches = new Batches();
    private final Metered metered = new Metered("otelcol_exporter_");
    private final QueueConfig queue;
    private final RetryConfig retry;
    private final QueuedExporter exporter;
    private final List<Integer> accepted = new ArrayList<>();
    private final List<Integer> refused = new ArrayList<>();
    private final List<Integer> sent = new ArrayList<>();
    private final Map<Integer, Long> firstAttempt = new HashMap<>();
    private final boolean slowPeer;
    private int sending;
    private boolean senderShutDown;

    World(long seed) {
      simulation = new Simulation(seed);
      random = simulation.random();
      slowPeer = random.nextInt(5) == 0;
      Sizer sizer = random.nextBoolean() ? Sizer.REQUESTS : Sizer.ITEMS;
      int size = sizer == Sizer.REQUESTS ? 1 + random.nextInt(10) : 50 + random.nextInt(100);
      queue = new QueueConfig(1 + random.nextInt(4), size, sizer, random.nextBoolean(), false);
      retry =
          new RetryConfig(
              random.nextInt(4) > 0,
              Duration.ofMillis(100),
              0.5,
              1.5,
              Duration.ofSeconds(2),
              random.nextBoolean() ? Duration.ofSeconds(2) : Duration.ZERO);
      exporter =
          QueuedExporter.of(
              logger,
              ExporterFixture.metrics(metered, logger),
              new DeliveryConfig(Duration.ofSeconds(1), Optional.of(queue), retry),
              this,
              simulation.environment());
    }

    void check() {
      exporter.start(new FakeHost());
      for (int producer = 0; producer < PRODUCERS; producer++) {
        int firstId = 1 + producer * BATCHES_EACH;
        simulation.spawn(() -> produce(firstId));
      }
      simulation.spawn(this::stopSometime);
      simulation.run(this::checkBounds);

      List<Integer> dropped = dropped();
      assertThat(new TreeSet<>(sent)).hasSameSizeAs(sent);
      List<Integer> ends = new ArrayList<>(sent);
      ends.addAll(dropped);
      assertThat(ends).containsExactlyInAnyOrderElementsOf(accepted);
      assertThat(logger.lines("Exporting failed. Rejecting data." + hints()))
          .hasSameSizeAs(refused);
      assertThat(batches.open()).isZero();
      assertThat(exporter.queueSize()).isZero();
      assertThat(metered.total("sent_spans")).isEqualTo(items(sent));
      assertThat(metered.total("send_failed_spans")).isEqualTo(items(dropped));
      assertThat(metered.total("enqueue_failed_spans")).isEqualTo(items(refused));
      assertThat(metered.total("in_flight_requests")).isZero();
    }

    private static long items(List<Integer> ids) {
      return ids.stream().mapToLong(id -> id).sum();
    }

    Set<String> errors() {
      return logger.lines().stream()
          .filter(line -> line.level() == Level.ERROR)
          .map(line -> String.valueOf(line.fields().get("error")))
          .collect(Collectors.toSet());
    }

    private List<Integer> dropped() {
      return logger.lines("Exporting failed. Dropping data." + hints()).stream()
          .map(line -> (Integer) line.fields().get("dropped_items"))
          .toList();
    }

    private String hints() {
      return retry.enabled()
          ? ""
          : " Try enabling retry_on_failure config option to retry on retryable errors.";
    }

    private void checkBounds() {
      assertThat(sending).isLessThanOrEqualTo(queue.numConsumers());
      assertThat(exporter.queueSize()).isLessThanOrEqualTo(queue.queueSize());
    }

    private void produce(int firstId) {
      for (int id = firstId; id < firstId + BATCHES_EACH; id++) {
        pause(random.nextInt(400));
        try (Batch batch = batches.of(id)) {
          exporter.consume(batch, Call.NONE);
          accepted.add(id);
        } catch (ConsumeException e) {
          refused.add(id);
        }
      }
    }

    private void stopSometime() {
      pause(random.nextInt(6_000));
      long began = simulation.now();
      try {
        exporter.shutdown();
      } catch (ComponentException e) {
        assertThat(e).hasMessageContaining("sending queue was not empty");
      }
      assertThat(Duration.ofNanos(simulation.now() - began))
          .isLessThanOrEqualTo(Duration.ofMillis(3_600));
      assertThat(senderShutDown).isTrue();
      exporter.shutdown();
    }

    private void pause(int millis) {
      try {
        simulation.sleep(Duration.ofMillis(millis));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void send(Batch batch, Call call) {
      int id = batch.itemCount();
      assertThat(batch.bytes().byteSize()).isPositive();
      checkElapsed(id);
      sending++;
      try {
        long left = call.deadlineNanos().orElseThrow() - simulation.now();
        long latency = latency().toNanos();
        simulation.sleep(Duration.ofNanos(Math.min(left, latency)));
        if (latency > left) {
          throw ConsumeException.retryable("deadline exceeded");
        }
        answer();
        sent.add(id);
      } catch (InterruptedException e) {
        throw ConsumeException.cancelled("interrupted");
      } finally {
        sending--;
      }
    }

    private void checkElapsed(int id) {
      Long first = firstAttempt.putIfAbsent(id, simulation.now());
      if (first != null && retry.maxElapsedTime().isPositive()) {
        assertThat(Duration.ofNanos(simulation.now() - first))
            .isLessThanOrEqualTo(retry.maxElapsedTime());
      }
    }

    private Duration latency() {
      boolean slow = slowPeer || random.nextInt(10) == 0;
      return Duration.ofMillis(slow ? 700 + random.nextInt(1_000) : random.nextInt(300));
    }

    private void answer() {
      switch (random.nextInt(8)) {
        case 0 -> throw ConsumeException.permanent("no");
        case 1, 2 -> throw ConsumeException.retryable("later");
        case 3 -> throw ConsumeException.retryable("later", Optional.of(Duration.ofMillis(700)));
        case 4 -> {
          if (random.nextInt(10) == 0) {
            throw new IllegalStateException("defect");
          }
        }
        default -> {}
      }
    }

    @Override
    public void shutdown() {
      assertThat(sending).isZero();
      assertThat(senderShutDown).isFalse();
      senderShutDown = true;
    }
  }
}

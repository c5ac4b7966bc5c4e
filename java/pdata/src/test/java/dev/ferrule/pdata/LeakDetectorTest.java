package dev.ferrule.pdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeakDetectorTest {
  private record Report(String message, Optional<Throwable> takenAt) {}

  private final LinkedBlockingQueue<Report> reports = new LinkedBlockingQueue<>();

  private SlabPool pool(String mode) {
    return new SlabPool(
        1 << 20,
        LeakDetector.of(
            mode,
            (message, takenAt) -> reports.add(new Report(message, Optional.ofNullable(takenAt)))));
  }

  @Test
  void reportsAForgottenBatchAndWhereItWasTaken() throws InterruptedException {
    SlabPool pool = pool("traced");
    forgetABatch(pool);
    Report report = nextReport();
    assertThat(report.message()).contains("4096 bytes was never closed");
    assertThat(report.takenAt().orElseThrow().getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("forgetABatch"));
    assertThat(pool.leasedBytes()).isEqualTo(4096);
  }

  @Test
  void closedOnesAreNotReported() throws InterruptedException {
    SlabPool pool = pool("traced");
    pool.allocate(1).close();
    Batch batch = pool.allocate(1).freeze(Signal.LOGS, 0, 1);
    batch.retain().close();
    batch.close();
    // The cleaner takes them in any order, so the forgotten one says that it was at work.
    forgetABatch(pool);
    nextReport();
    assertThat(reports).isEmpty();
  }

  @Test
  void refusesAModeItDoesNotKnow() {
    assertThatThrownBy(() -> pool("paranoid"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ferrule.leaks is \"paranoid\": must be off, sampled or traced");
  }

  private Report nextReport() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      System.gc();
      Report report = reports.poll(100, TimeUnit.MILLISECONDS);
      if (report != null) {
        return report;
      }
    }
    throw new AssertionError("no report");
  }

  private static void forgetABatch(SlabPool pool) {
    assertThat(pool.allocate(100).freeze(Signal.LOGS, 0, 1).byteSize()).isEqualTo(1);
  }
}

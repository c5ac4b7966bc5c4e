package dev.ferrule.exporterhelper.internal;

import dev.ferrule.component.Call;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.ConsumeException.Reason;
import dev.ferrule.exporterhelper.BatchSender;
import dev.ferrule.pdata.Batch;

/** Counts what becomes of each batch, once, after its last attempt. */
final class MeasuredSender implements BatchSender {
  private final BatchSender next;
  private final RetryStop stop;
  private final ExporterMetrics metrics;

  /**
   * In front of retries.
   *
   * @param stop tells a batch that was given up because the exporter stops from others
   */
  MeasuredSender(BatchSender next, RetryStop stop, ExporterMetrics metrics) {
    this.next = next;
    this.stop = stop;
    this.metrics = metrics;
  }

  @Override
  public void send(Batch batch, Call call) {
    metrics.began();
    try {
      next.send(batch, call);
    } catch (ConsumeException e) {
      failed(batch, e);
      throw e;
    } catch (RuntimeException | Error e) {
      failed(batch, Failures.defect(e));
      throw e;
    } finally {
      metrics.ended();
    }
    metrics.sent(batch.itemCount());
  }

  /** A batch that was accepted is given up, also one that was never tried. */
  void failed(Batch batch, ConsumeException failure) {
    boolean stopped = stop.isStopped() && !failure.isPermanent();
    metrics.sendFailed(
        batch.itemCount(), stopped ? "Shutdown" : errorType(failure), failure.isPermanent());
  }

  private static String errorType(ConsumeException failure) {
    if (failure.grpcCode().isPresent()) {
      return grpcName(failure.grpcCode().getAsInt());
    }
    return failure.reason() instanceof Reason.Cancelled ? grpcName(1) : "_OTHER";
  }

  /** What Go calls a gRPC status code. */
  private static String grpcName(int code) {
    return switch (code) {
      case 1 -> "Canceled";
      case 2 -> "Unknown";
      case 3 -> "InvalidArgument";
      case 4 -> "DeadlineExceeded";
      case 5 -> "NotFound";
      case 6 -> "AlreadyExists";
      case 7 -> "PermissionDenied";
      case 8 -> "ResourceExhausted";
      case 9 -> "FailedPrecondition";
      case 10 -> "Aborted";
      case 11 -> "OutOfRange";
      case 12 -> "Unimplemented";
      case 13 -> "Internal";
      case 14 -> "Unavailable";
      case 15 -> "DataLoss";
      case 16 -> "Unauthenticated";
      default -> "Code(" + code + ")";
    };
  }
}

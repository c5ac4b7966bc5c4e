package dev.ferrule.exporterhelper.internal;

import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.ConsumeException.Reason;

/** How failures change on their way back. */
final class Failures {
  private Failures() {}

  /** The same failure with words in front that say what became of it. */
  static ConsumeException prefixed(String prefix, ConsumeException failure) {
    String message = prefix + failure.getMessage();
    ConsumeException longer =
        switch (failure.reason()) {
          case Reason.Permanent() -> ConsumeException.permanent(message);
          case Reason.Retryable(var after) -> ConsumeException.retryable(message, after);
          case Reason.Cancelled() -> ConsumeException.cancelled(message);
        };
    if (failure.grpcCode().isPresent()) {
      longer = longer.withGrpcCode(failure.grpcCode().getAsInt());
    }
    return longer.causedBy(failure);
  }

  /** What a sender throws that it should not: a defect, which another attempt would meet again. */
  static ConsumeException defect(Throwable thrown) {
    return ConsumeException.permanent("unexpected " + thrown).causedBy(thrown);
  }
}

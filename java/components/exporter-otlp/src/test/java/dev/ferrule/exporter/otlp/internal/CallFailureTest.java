package dev.ferrule.exporter.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.ConsumeException.Reason;
import dev.ferrule.pdata.Signal;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each status of a real peer means for the batch. */
final class CallFailureTest {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final Set<Status.Code> RETRYABLE =
      EnumSet.of(
          Status.Code.CANCELLED,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.ABORTED,
          Status.Code.OUT_OF_RANGE,
          Status.Code.UNAVAILABLE,
          Status.Code.DATA_LOSS);

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OK")
  void codesDecideWhetherToTryAgain(Status.Code code) throws Exception {
    ConsumeException failure = outcome(code.toStatus().withDescription("because"), null);
    assertThat(failure.reason())
        .isEqualTo(
            RETRYABLE.contains(code)
                ? new Reason.Retryable(Optional.empty())
                : new Reason.Permanent());
    assertThat(failure.grpcCode()).hasValue(code.value());
    assertThat(failure.getMessage()).endsWith(" desc = because");
  }

  @Test
  void codesAreSpelledAsInGo() throws Exception {
    assertThat(outcome(Status.CANCELLED.withDescription("x"), null))
        .hasMessage("rpc error: code = Canceled desc = x");
    assertThat(outcome(Status.RESOURCE_EXHAUSTED.withDescription("x"), null))
        .hasMessage("rpc error: code = ResourceExhausted desc = x");
  }

  @Test
  void exhaustedPeerThatSaysWhenToComeBackIsTriedAgain() throws Exception {
    byte[] details = status(retryInfo(2, 500_000_000));
    assertThat(outcome(Status.RESOURCE_EXHAUSTED, details).reason())
        .isEqualTo(new Reason.Retryable(Optional.of(Duration.ofMillis(2500))));
    assertThat(outcome(Status.UNAVAILABLE, details).reason())
        .isEqualTo(new Reason.Retryable(Optional.of(Duration.ofMillis(2500))));
    assertThat(outcome(Status.INVALID_ARGUMENT, details).isPermanent()).isTrue();
  }

  @Test
  void retryInfoWithoutADelayStillMeansTryAgain() throws Exception {
    byte[] details = status(any("google.rpc.RetryInfo", new byte[0]));
    assertThat(outcome(Status.RESOURCE_EXHAUSTED, details).reason())
        .isEqualTo(new Reason.Retryable(Optional.empty()));
  }

  @Test
  void otherOrBrokenDetailsAreNoRetryInfo() throws Exception {
    byte[] other = status(any("google.rpc.ErrorInfo", new byte[0]));
    byte[] cut = status(retryInfo(1, 0));
    byte[] endless = status(retryInfo(Long.MAX_VALUE, 0));
    for (byte[] details :
        new byte[][] {other, Arrays.copyOf(cut, cut.length - 1), endless, {0x0f}}) {
      assertThat(outcome(Status.RESOURCE_EXHAUSTED, details).isPermanent()).isTrue();
    }
  }

  private static ConsumeException outcome(Status status, byte @Nullable [] details)
      throws Exception {
    Metadata trailers = new Metadata();
    if (details != null) {
      trailers.put(DETAILS, details);
    }
    try (Peer peer =
            Peer.answering(_ -> {
              throw new StatusException(status, trailers);
            });
        Exporting it = Exporting.directly(Signal.LOGS, peer.endpoint())) {
      return Objects.requireNonNull(it.export(3));
    }
  }

  /** A google.rpc.Status with details of an unknown kind, then this one. */
  private static byte[] status(ByteString detail) throws IOException {
    return message(out -> {
      out.writeInt32(1, 8);
      out.writeString(2, "slow down");
      out.writeBytes(3, any("example.com/Other", new byte[] {1, 2, 3}));
      out.writeBytes(3, detail);
    });
  }

  private static ByteString retryInfo(long seconds, int nanos) throws IOException {
    byte[] duration =
        message(out -> {
          out.writeInt64(1, seconds);
          out.writeInt32(2, nanos);
        });
    return any("google.rpc.RetryInfo", message(out -> out.writeByteArray(1, duration)));
  }

  private static ByteString any(String type, byte[] value) throws IOException {
    return ByteString.copyFrom(
        message(out -> {
          out.writeString(1, "type.googleapis.com/" + type);
          out.writeByteArray(2, value);
        }));
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }
}

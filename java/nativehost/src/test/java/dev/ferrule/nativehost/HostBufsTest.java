package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

final class HostBufsTest {
  private final HostBufs bufs = new HostBufs();
  private final MemorySegment release = MemorySegment.ofAddress(0x1234);

  HostBufsTest() {
    bufs.releaseWith(release);
  }

  private static MemorySegment newBuf() {
    return Arena.global().allocate(Layout.FerruleBuf.BYTES, Memory.STRUCT_ALIGNMENT);
  }

  private static MemorySegment releaseOf(MemorySegment buf) {
    return buf.get(ADDRESS, Layout.FerruleBuf.RELEASE);
  }

  @Test
  void isGivenAndReleasedOnce() {
    MemorySegment buf = newBuf();
    bufs.give("h\u00E9llo", buf);
    assertThat(Memory.text(buf, 0, 100)).isEqualTo("h\u00E9llo");
    assertThat(releaseOf(buf)).isEqualTo(release);
    assertThat(bufs.size()).isEqualTo(1);
    MemorySegment copy = newBuf().copyFrom(buf);
    bufs.release(buf);
    assertThat(bufs.size()).isZero();
    assertThat(Memory.isNull(releaseOf(buf))).as("moved away").isTrue();
    assertThatThrownBy(() -> bufs.release(copy))
        .hasMessage("released a buf that was not given, or was released before");
  }

  @Test
  void emptyTextNeedsNoBuf() {
    MemorySegment buf = newBuf();
    bufs.give("", buf);
    assertThat(Memory.isNull(releaseOf(buf))).isTrue();
    assertThat(bufs.size()).isZero();
  }

  @Test
  void whatWasNotGivenIsNotReleased() {
    assertThatThrownBy(() -> bufs.release(newBuf())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> bufs.release(MemorySegment.NULL)).hasMessage("released NULL");
  }

  @Test
  void fillsAnError() {
    MemorySegment error = Outcome.newError(Arena.global());
    Outcome failure = new Outcome(Abi.E_BUSY, Abi.RETRYABLE, "later", "");
    assertThat(bufs.fail(failure, error)).isEqualTo(Abi.E_BUSY);
    assertThat(Outcome.borrow(Abi.E_BUSY, error)).isEqualTo(failure);
    bufs.release(error.asSlice(Layout.FerruleError.MESSAGE, Layout.FerruleBuf.BYTES));
    assertThat(bufs.size()).isZero();
  }

  @Test
  void errorThatHasNoRoomGetsNothing() {
    MemorySegment error = Outcome.newError(Arena.global());
    Structs.size(error, (int) Layout.FerruleError.BYTES - 8);
    Outcome failure = Outcome.failure(Abi.E_BUSY, "later");
    assertThat(bufs.fail(failure, error)).isEqualTo(Abi.E_BUSY);
    assertThat(bufs.fail(failure, MemorySegment.NULL)).isEqualTo(Abi.E_BUSY);
    assertThat(bufs.size()).isZero();
  }
}

package dev.ferrule.pdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
  private static final long MAX = 1 << 20;

  private final BufferPool pool = BufferPool.bounded(MAX);

  @AfterEach
  void nothingIsLeftOver() {
    assertThat(pool.leasedBytes()).isZero();
    pool.close();
    assertThat(pool.heldBytes()).isZero();
  }

  @Test
  void roundsUpToASizeClass() {
    try (WritableBuffer buffer = pool.allocate(5000)) {
      assertThat(buffer.segment().byteSize()).isEqualTo(5 << 10);
      assertThat(buffer.segment().isNative()).isTrue();
      assertThat(pool.leasedBytes()).isEqualTo(5 << 10);
      assertThat(pool.heldBytes()).isEqualTo(5 << 10);
    }
    assertThat(pool.heldBytes()).isEqualTo(5 << 10);
  }

  @Test
  void aBufferOfNoBytesHasRoomAllTheSame() {
    try (WritableBuffer buffer = pool.allocate(0)) {
      assertThat(buffer.segment().byteSize()).isEqualTo(SizeClasses.SMALLEST);
    }
  }

  @Test
  void givesTheSameMemoryOutAgain() {
    long address;
    try (WritableBuffer buffer = pool.allocate(9000)) {
      address = buffer.segment().address();
    }
    try (WritableBuffer buffer = pool.allocate(9500)) {
      assertThat(buffer.segment().address()).isEqualTo(address);
    }
  }

  @Test
  void refusesWhatWouldPassTheBoundAndRecovers() {
    WritableBuffer most = pool.allocate(MAX - 4096);
    assertThatThrownBy(() -> pool.allocate(300_000))
        .isInstanceOf(PoolExhaustedException.class)
        .hasMessageContaining("327680 bytes")
        .hasMessageContaining("1048576 of 1048576");
    most.close();
    pool.allocate(300_000).close();
  }

  @Test
  void refusesWhatCanNeverFitWithoutFreeingWhatIsKept() {
    pool.allocate(100_000).close();
    long held = pool.heldBytes();
    assertThatThrownBy(() -> pool.allocate(2 * MAX)).isInstanceOf(PoolExhaustedException.class);
    assertThat(pool.heldBytes()).isEqualTo(held);
  }

  @Test
  void freesKeptMemoryOfOtherSizesToMakeRoom() {
    List<WritableBuffer> small = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      small.add(pool.allocate(4096));
    }
    assertThat(pool.heldBytes()).isEqualTo(MAX);
    small.forEach(WritableBuffer::close);
    try (WritableBuffer large = pool.allocate(MAX / 2)) {
      assertThat(large.segment().byteSize()).isEqualTo(MAX / 2);
      assertThat(pool.heldBytes()).isEqualTo(MAX);
    }
  }

  @Test
  void atTheBoundASomewhatLargerKeptBufferIsUsedAsItIs() {
    try (BufferPool tight = BufferPool.bounded(MAX / 2 + 20_480);
        WritableBuffer rest = tight.allocate(MAX / 2)) {
      tight.allocate(20_480).close();
      try (WritableBuffer buffer = tight.allocate(10_000)) {
        assertThat(buffer.segment().byteSize()).isEqualTo(20_480);
        assertThat(tight.leasedBytes()).isEqualTo(rest.segment().byteSize() + 20_480);
      }
    }
  }

  @Test
  void sizesAboveTheLargestClassAreExactAndNotKept() {
    long size = SizeClasses.LARGEST + 1;
    try (BufferPool large = BufferPool.bounded(2 * SizeClasses.LARGEST)) {
      try (WritableBuffer buffer = large.allocate(size)) {
        assertThat(buffer.segment().byteSize()).isEqualTo(size);
        assertThat(large.leasedBytes()).isEqualTo(size);
      }
      assertThat(large.heldBytes()).isZero();
    }
  }

  @Test
  void growKeepsTheBytes() {
    try (WritableBuffer buffer = pool.allocate(4096)) {
      buffer.segment().set(ValueLayout.JAVA_BYTE, 99, (byte) 7);
      buffer.grow(100, 100_000);
      assertThat(buffer.segment().byteSize()).isGreaterThanOrEqualTo(100_000);
      assertThat(buffer.segment().get(ValueLayout.JAVA_BYTE, 99)).isEqualTo((byte) 7);
      assertThat(pool.leasedBytes()).isEqualTo(buffer.segment().byteSize());
      long address = buffer.segment().address();
      buffer.grow(100, 200);
      assertThat(buffer.segment().address()).isEqualTo(address);
    }
  }

  @Test
  void aBufferThatCannotGrowIsStillGood() {
    try (WritableBuffer buffer = pool.allocate(MAX / 2)) {
      buffer.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 7);
      assertThatThrownBy(() -> buffer.grow(1, MAX)).isInstanceOf(PoolExhaustedException.class);
      assertThat(buffer.segment().get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 7);
    }
  }

  @Test
  void growRefusesToLoseBytes() {
    try (WritableBuffer buffer = pool.allocate(4096)) {
      assertThatThrownBy(() -> buffer.grow(5000, 9000))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> buffer.grow(100, 50)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> buffer.grow(-1, 50)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aClosedBufferThrowsAndClosesAgainInSilence() {
    WritableBuffer buffer = pool.allocate(10);
    buffer.close();
    buffer.close();
    assertThat(pool.leasedBytes()).isZero();
    assertThatThrownBy(buffer::segment).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> buffer.grow(0, 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> buffer.freeze(Signal.LOGS, 0, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aBatchTakesTheMemoryOver() {
    WritableBuffer buffer = pool.allocate(10);
    Batch batch = buffer.freeze(Signal.LOGS, 3, 7);
    assertThatThrownBy(buffer::segment).isInstanceOf(IllegalStateException.class);
    buffer.close();
    assertThat(batch.itemCount()).isEqualTo(3);
    assertThat(batch.byteSize()).isEqualTo(7);
    assertThat(batch.bytes().isReadOnly()).isTrue();
    Batch second = batch.retain();
    batch.close();
    batch.close();
    assertThatThrownBy(batch::bytes).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(batch::retain).isInstanceOf(IllegalStateException.class);
    assertThat(second.bytes().byteSize()).isEqualTo(7);
    assertThat(pool.leasedBytes()).isPositive();
    second.close();
  }

  @Test
  void aBatchLongerThanItsBufferIsRefusedAndTheBufferStaysGood() {
    try (WritableBuffer buffer = pool.allocate(10)) {
      assertThatThrownBy(() -> buffer.freeze(Signal.LOGS, 0, 5000))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(buffer.segment().byteSize()).isPositive();
    }
  }

  @Test
  void wrappedMemoryIsReleasedOnceByTheLastLease() {
    AtomicInteger released = new AtomicInteger();
    Batch batch =
        Batch.wrap(Signal.TRACES, 1, MemorySegment.ofArray(new byte[4]), released::incrementAndGet);
    Batch second = batch.retain();
    batch.close();
    assertThat(released).hasValue(0);
    second.close();
    second.close();
    assertThat(released).hasValue(1);
  }

  @Test
  void leasesOutliveThePool() {
    BufferPool closing = BufferPool.bounded(MAX);
    closing.allocate(9000).close();
    Batch batch = closing.allocate(10).freeze(Signal.LOGS, 0, 10);
    closing.close();
    closing.close();
    assertThat(closing.heldBytes()).isEqualTo(SizeClasses.SMALLEST);
    MemorySegment bytes = batch.bytes();
    assertThat(bytes.scope().isAlive()).isTrue();
    batch.close();
    assertThat(bytes.scope().isAlive()).isFalse();
    assertThat(closing.heldBytes()).isZero();
    assertThatThrownBy(() -> closing.allocate(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesNegativeSizes() {
    assertThatThrownBy(() -> pool.allocate(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BufferPool.bounded(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

final class MemoryTest {

  @Test
  void textsAreRepaired() {
    byte[] bad = {'a', (byte) 0xFF, 'b', (byte) 0xC3};
    assertThat(Memory.text(Structs.slice(bad, bad.length), 100)).isEqualTo("a\uFFFDb\uFFFD");
    byte[] euro = Structs.utf8("1\u20AC");
    assertThat(Memory.text(Structs.slice(euro, euro.length), 2)).as("cut").isEqualTo("1\uFFFD");
  }

  @Test
  void nullIsEmpty() {
    assertThat(Memory.text(MemorySegment.NULL, 100)).isEmpty();
    MemorySegment slice = Arena.global().allocate(Layout.FerruleSlice.BYTES, 8);
    assertThat(Memory.text(slice, 100)).isEmpty();
    slice.set(JAVA_LONG, Layout.FerruleSlice.LEN, 7);
    assertThat(Memory.text(slice, 100)).as("NULL with a length").isEmpty();
  }

  @Test
  void terminatedTexts() {
    MemorySegment text = Arena.global().allocateFrom("h\u00E9");
    assertThat(Memory.cString(text, 3)).isEqualTo("h\u00E9");
    assertThat(Memory.cString(text, 2)).as("too long").isNull();
    MemorySegment bad = Arena.global().allocate(2);
    bad.set(JAVA_BYTE, 0, (byte) 0xFE);
    assertThat(Memory.cString(bad, 10)).as("no UTF-8").isNull();
  }

  @Test
  void pointersToStructsAreMultiplesOfEight() throws Refusal {
    Memory.requireAligned(MemorySegment.ofAddress(16), "it");
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> Memory.requireAligned(MemorySegment.ofAddress(17), "it"));
    assertThat(refusal.reason()).isEqualTo("it is at an address that is no multiple of 8");
  }
}

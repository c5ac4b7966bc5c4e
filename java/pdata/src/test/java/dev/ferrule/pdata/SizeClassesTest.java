package dev.ferrule.pdata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SizeClassesTest {
  @Test
  void theClassOfASizeIsTheSmallestThatHoldsIt() {
    for (int i = 0; i < SizeClasses.COUNT; i++) {
      long size = SizeClasses.byteSize(i);
      assertThat(SizeClasses.of(size)).isEqualTo(i);
      assertThat(SizeClasses.of(size + 1))
          .isEqualTo(i + 1 == SizeClasses.COUNT ? SizeClasses.NONE : i + 1);
    }
  }

  @Test
  void theyReachFromTheSmallestToTheLargestInQuarterSteps() {
    assertThat(SizeClasses.byteSize(0)).isEqualTo(4096);
    assertThat(SizeClasses.byteSize(1)).isEqualTo(5120);
    assertThat(SizeClasses.byteSize(4)).isEqualTo(8192);
    assertThat(SizeClasses.byteSize(5)).isEqualTo(10240);
    assertThat(SizeClasses.byteSize(SizeClasses.COUNT - 1)).isEqualTo(64L << 20);
    assertThat(SizeClasses.of(0)).isZero();
  }
}

package dev.ferrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HotspotCrashTest {
  private static final String HEAD =
      """
      #
      # A fatal error has been detected by the Java Runtime Environment:
      #
      #  SIGSEGV (0xb) at pc=0x00007f6c3c4010f9, pid=4711, tid=4712
      #
      # JRE version: OpenJDK Runtime Environment Temurin-25 (25.0.1+8)
      # Problematic frame:
      """;

  @Test
  void tellsSignalAndFunction() {
    assertThat(HotspotCrash.parse(HEAD + "# C  [libx.so+0x10f9]  default_config+0x9\n#\n"))
        .hasValueSatisfying(crash -> {
          assertThat(crash.signal()).isEqualTo(11);
          assertThat(crash.frame()).hasValue("default_config of libx.so");
        });
  }

  @Test
  void knowsTheLibraryIfTheFunctionHasNoName() {
    assertThat(HotspotCrash.parse(HEAD + "# C  [libx.so+0x10f9]\n#\n"))
        .hasValueSatisfying(crash -> assertThat(crash.frame()).hasValue("libx.so"));
    assertThat(HotspotCrash.parse(HEAD + "# C  0x0000000000000010\n#\n"))
        .hasValueSatisfying(crash -> assertThat(crash.frame()).isEmpty());
  }

  @Test
  void otherTextIsNoCrash() {
    assertThat(HotspotCrash.parse("# There is insufficient memory to continue.\n")).isEmpty();
  }
}

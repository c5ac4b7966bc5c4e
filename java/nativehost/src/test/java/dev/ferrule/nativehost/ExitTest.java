package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process ends, and cleanly, however it is ended while threads of a plugin call the host. */
@Timeout(120)
final class ExitTest {
  private static final int SECONDS = 40;

  @TempDir private Path directory;

  private Path copy(String mode) throws IOException {
    return Files.copy(
        Built.file("rust/target/release/libferrule_hostile.so"), directory.resolve(mode + ".so"));
  }

  @ParameterizedTest
  @CsvSource({
    "chatter, return, 0",
    "chatter, exit, 5",
    "chatter, halt, 5",
    "chatter, close, 3",
  })
  void whileThreadsCall(String mode, String how, int code) throws Exception {
    ChildJvm.Ended ended = new ChildJvm().run(SECONDS, Exits.class, copy(mode).toString(), how);
    assertThat(ended).isEqualTo(new ChildJvm.Ended(code, ""));
  }

  @Test
  void whileThreadsCallThatDoNotEnd() throws Exception {
    Path file = copy("deaf");
    ChildJvm.Ended ended = new ChildJvm().run(SECONDS, Exits.class, file.toString(), "close");
    assertThat(ended)
        .isEqualTo(
            new ChildJvm.Ended(
                4, "native plugin " + file + ": failed to close: its threads go on\n"));
  }

  @Test
  void withoutAccessToNativeCodeNothingIsLoaded() throws Exception {
    Path file = copy("chatter");
    ChildJvm.Ended ended =
        new ChildJvm().withoutAccess().run(SECONDS, Exits.class, file.toString(), "close");
    assertThat(ended)
        .isEqualTo(
            new ChildJvm.Ended(
                0,
                "native plugin %s: this JVM may not load native code: start it with".formatted(file)
                    + " --enable-native-access=ALL-UNNAMED\n"));
  }
}

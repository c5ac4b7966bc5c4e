package dev.ferrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.nativehost.CheckResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginMessageTest {
  private static final List<PluginMessage> ALL =
      List.of(
          new PluginMessage.Step("opening it"),
          new PluginMessage.Begun("extension \"ä\"", "starts"),
          new PluginMessage.Checked(
              new CheckResult("plugin", "opens", "a rule", CheckResult.Verdict.SKIP, "a\nreason")),
          new PluginMessage.Output("line\nline\n"),
          new PluginMessage.Refused("no"),
          new PluginMessage.Done(true));

  @TempDir Path directory;

  @Test
  void everyMessageCrossesWhole() {
    Exchange exchange = new Exchange(directory);
    List<PluginMessage> read = new ArrayList<>();
    MessageReader reader = new MessageReader(exchange, read::add);
    for (PluginMessage message : ALL) {
      assertThat(reader.finished()).isEqualTo(read.contains(new PluginMessage.Refused("no")));
      exchange.write(message);
      reader.readAll();
    }
    assertThat(read).isEqualTo(ALL);
    assertThat(reader.finished()).isTrue();
  }

  @Test
  void halfAMessageWaitsForItsEnd() throws Exception {
    Exchange exchange = new Exchange(directory);
    List<PluginMessage> read = new ArrayList<>();
    MessageReader reader = new MessageReader(exchange, read::add);
    reader.readAll();
    assertThat(reader.any()).isFalse();
    Path file = Files.writeString(directory.resolve("messages"), "{\"step\":\"ope");
    reader.readAll();
    assertThat(read).isEmpty();
    Files.writeString(file, "ning\"}\nnot json\n", StandardOpenOption.APPEND);
    reader.readAll();
    assertThat(read).containsExactly(new PluginMessage.Step("opening"));
    assertThat(reader.any()).isTrue();
    assertThat(reader.finished()).isFalse();
  }
}

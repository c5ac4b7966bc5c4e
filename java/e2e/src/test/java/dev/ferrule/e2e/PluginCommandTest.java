package dev.ferrule.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ferrule plugin}: looks at plugins and checks them, whatever they do to their process. */
final class PluginCommandTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void inspectShowsTheBuiltInPlugin() {
    assertThat(output(0, "inspect", NativeFiles.BUILT_IN.toString()))
        .contains(
            "name        ferrule-plugin",
            "interface   1.0",
            "\"language\" : \"rust\"",
            "extension health_check",
            "\"endpoint\" : \"localhost:13133\"",
            "\"title\" : \"health_check\"")
        .containsPattern("functions +.*notify");
  }

  @Test
  void inspectShowsItToAProgramToo() {
    assertThat(output(0, "inspect", "--format", "json", NativeFiles.BUILT_IN.toString()).strip())
        .startsWith("{")
        .endsWith("}")
        .contains("\"type\" : \"health_check\"", "\"minor\" : 0", "\"faults\" : [ ]");
  }

  @Test
  void theBuiltInPluginPassesEveryCheck() {
    Path anyPort = Configs.write(directory, "any-port.json", "{\"endpoint\": \"localhost:0\"}");
    Path users = Configs.write(directory, "users.yaml", "htpasswd:\n  inline: 'user:password'\n");
    String printed =
        output(
            0,
            "check",
            "--settings",
            "health_check=" + anyPort,
            "--settings",
            "zpages=" + anyPort,
            "--settings",
            "basicauth=" + users,
            NativeFiles.BUILT_IN.toString());
    assertThat(printed)
        .contains(
            "extension \"health_check\"",
            "PASS  50 lives leave nothing behind",
            "PASS  two named components run at once",
            "PASS  ferrule.server_auth.v1 answers a request without headers",
            "PASS  writes nothing to stdout or stderr",
            "PASS  does not open for a host of another major version",
            "PASS  a second start is refused",
            "passed, 0 failed, ")
        .doesNotContain("needs settings");
  }

  @Test
  void whatNeedsSettingsIsSkippedWithoutThem() {
    Path anyPort = Configs.write(directory, "any-port.yaml", "endpoint: localhost:0");
    String printed =
        output(
            0,
            "check",
            "--settings",
            "health_check=" + anyPort,
            "--settings",
            "zpages=" + anyPort,
            NativeFiles.BUILT_IN.toString());
    assertThat(printed)
        .contains(
            "SKIP  validate accepts the defaults",
            "needs settings: ",
            "Settings for a component are given with --settings TYPE=FILE.",
            " 0 failed, ");
  }

  @Test
  void theFixturePassesEveryCheck() {
    Path settings =
        Configs.write(
            directory, "fixture.yaml", "start: async\nshutdown: async\ninterface: true\n");
    String printed =
        output(
            0,
            "check",
            "--format",
            "json",
            "--settings",
            "c_fixture=" + settings,
            NativeFiles.fixture().toString());
    assertThat(printed)
        .contains("\"failed\" : 0", "\"verdict\" : \"PASS\"")
        .doesNotContain("\"verdict\" : \"FAIL\"");
  }

  @Test
  void aFileThatIsNoLibraryIsRefused() {
    Path text =
        Configs.write(
            directory, "text.so", "not a library, but long enough to be a header".repeat(4));
    assertThat(error("inspect", text.toString())).contains("text.so", "is not a shared library");
    assertThat(output(1, "check", text.toString()))
        .contains("FAIL  is a shared library", "text.so", "0 passed, 1 failed");
    assertThat(error("inspect", directory.resolve("none.so").toString()))
        .contains("none.so", "there is no such file");
  }

  @Test
  void aPluginThatCrashesGetsAVerdict() {
    assertThat(error("inspect", NativeFiles.broken("crash_default").toString()))
        .contains(
            "libcrash_default.so: the plugin crashed the process (signal 11, SIGSEGV) while asking"
                + " component \"broken\" for its settings, in default_config of libcrash_default.so");
    assertThat(output(1, "check", NativeFiles.broken("crash_start").toString()))
        .contains(
            "FAIL  start completes within its deadline",
            "the plugin crashed the process (signal 6, SIGABRT) while extension \"broken\" was"
                + " checked: start completes within its deadline",
            // The other parts are checked all the same, in processes of their own.
            "opens for a host of a newer minor version");
    assertThat(error("inspect", NativeFiles.broken("exit_open").toString()))
        .contains("the plugin ended the process with exit code 3 while opening it");
  }

  @Test
  void aPluginThatHangsIsEnded() {
    assertThat(error("inspect", "--timeout", "4", NativeFiles.broken("hang_open").toString()))
        .contains("took longer than 4 s", "while opening it");
  }

  @Test
  void aPluginThatWritesToStderrFails() {
    assertThat(output(1, "check", NativeFiles.broken("chatty_open").toString()))
        .contains("FAIL  writes nothing to stdout or stderr", "it wrote: hello from the plugin");
  }

  @Test
  void settingsThatCannotBeUsedAreRefused() {
    Path wrong = Configs.write(directory, "wrong.yaml", "start: [");
    String fixture = NativeFiles.fixture().toString();
    assertThat(error("check", "--settings", "c_fixture=" + wrong, fixture))
        .containsPattern("wrong\\.yaml:\\d+:\\d+");
    Path good = Configs.write(directory, "good.yaml", "start: ok");
    assertThat(error("check", "--settings", "other=" + good, fixture))
        .contains("offers no component \"other\"", "it offers c_fixture");
    assertThat(error("check", "--timeout", "0", fixture)).contains("--timeout 0", "1 to");
    assertThat(error("inspect", "--format", "xml", fixture)).contains("xml", "TEXT, JSON");
  }

  @Test
  void withoutACommandItSaysWhichThereAre() {
    assertThat(error()).contains("inspect or check");
  }

  @Test
  void itsProcessEndsWithTheCommand() {
    try (CollectorProcess command = start("check", NativeFiles.broken("hang_open").toString())) {
      command.awaitStdout(line -> line.contains("PASS"), "the first check");
      ProcessHandle child = command.child();
      command.terminate();
      assertThat(command.awaitExit(LIMIT)).isEqualTo(1);
      assertThat(command.stderr()).isEqualTo("Error: stopped by SIGTERM");
      assertEnds(child);
    }
    ProcessHandle orphan;
    try (CollectorProcess command = start("check", NativeFiles.broken("hang_open").toString())) {
      command.awaitStdout(line -> line.contains("PASS"), "the first check");
      orphan = command.child();
    }
    // The command was killed and could do nothing more about it.
    assertEnds(orphan);
  }

  private static void assertEnds(ProcessHandle process) {
    assertThat(process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join().isAlive())
        .isFalse();
  }

  private static CollectorProcess start(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "plugin";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CollectorProcess.start(all);
  }

  private static String output(int exitCode, String... arguments) {
    try (CollectorProcess command = start(arguments)) {
      assertThat(command.awaitExit(LIMIT))
          .as(command.stderr() + command.stdout())
          .isEqualTo(exitCode);
      assertThat(command.stderr()).isEmpty();
      return command.stdout();
    }
  }

  private static String error(String... arguments) {
    try (CollectorProcess command = start(arguments)) {
      assertThat(command.awaitExit(LIMIT)).as(command.stderr()).isEqualTo(1);
      assertThat(command.stderr()).doesNotContain("\tat ", "Exception in thread");
      return command.stderr();
    }
  }
}

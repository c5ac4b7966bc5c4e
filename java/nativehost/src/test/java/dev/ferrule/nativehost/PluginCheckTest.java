package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks find what the plugins of the C side do wrong, and nothing else. */
final class PluginCheckTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start: ok",
        "start: inline",
        "{start: async, shutdown: async}",
        "{interface: true, metrics: true, describe: true, status: 3}",
        "{interface: true, headers: error, code: -4}",
        "{find: other, dependencies: [other]}"
      })
  void aGoodPluginPasses(String yaml) {
    CheckResults results = checkFixture(yaml);
    assertThat(results.failed()).as("%s", results).isEmpty();
    assertThat(results.with(CheckResult.Verdict.PASS))
        .contains(
            "50 lives leave nothing behind",
            "two named components run at once",
            "holds no lock while it calls the host",
            "close leaves nothing behind");
  }

  @Test
  void whatIsNotOfferedIsSkipped() {
    CheckResults results = checkFixture("start: ok");
    assertThat(results.with(CheckResult.Verdict.SKIP))
        .containsExactly(
            "config_schema gives a JSON Schema that has every default",
            "a start that is cancelled completes all the same",
            "ferrule.server_auth.v1 answers a request without headers",
            "ferrule.client_auth.v1 gives headers that a request can carry",
            "writes nothing to stdout or stderr");
    assertThat(checkFixture("{interface: true, start: async}").with(CheckResult.Verdict.PASS))
        .contains(
            "a start that is cancelled completes all the same",
            "ferrule.server_auth.v1 answers a request without headers",
            "ferrule.client_auth.v1 gives headers that a request can carry");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start: double|completes each token exactly once",
        "start: many|completes each token exactly once",
        "start: unasked|completes each token exactly once",
        "start: never|start completes within its deadline",
        "start: late|start completes within its deadline",
        "start: strange|start completes within its deadline",
        "start: async_strange"
            + "|start completes within its deadline;tells the host nothing malformed",
        "start: panic|start completes within its deadline",
        "start: stuck|start completes within its deadline",
        "start: async_error|start completes within its deadline",
        "shutdown: never|shutdown completes before a start, and twice",
        "destroy: stuck|shutdown completes before a start, and twice",
        "notify: panic"
            + "|notify takes that pipelines are ready, and that they stop"
            + ";notify takes an event of a newer host"
            + ";structs of a newer host are read as far as they are known"
            + ";50 lives leave nothing behind",
        "create: never"
            + "|shutdown completes before a start, and twice;start completes within its deadline",
        "validate: silent|validate accepts the settings given",
        "validate: no_detail|validate accepts the settings given",
        "validate: bad_detail|validate accepts the settings given",
        "validate: positive|validate accepts the settings given",
        "validate: stuck|validate accepts the settings given",
        "dependencies: bad_json|dependencies gives ids",
        "dependencies: not_ids|dependencies gives ids",
        "{interface: true, get_interface: short}"
            + "|ferrule.server_auth.v1 answers a request without headers"
            + ";ferrule.client_auth.v1 gives headers that a request can carry",
        "{interface: true, get_interface: hollow}"
            + "|ferrule.server_auth.v1 answers a request without headers"
            + ";ferrule.client_auth.v1 gives headers that a request can carry",
        "{interface: true, headers: error}"
            + "|ferrule.client_auth.v1 gives headers that a request can carry",
        "{interface: true, headers: panic}"
            + "|ferrule.client_auth.v1 gives headers that a request can carry",
        "{interface: true, headers: async}"
            + "|ferrule.client_auth.v1 gives headers that a request can carry",
        "{interface: true, keep_ms: -1}"
            + "|ferrule.client_auth.v1 gives headers that a request can carry",
        "{interface: true, odd: not_json, odd_in: headers}"
            + "|ferrule.client_auth.v1 gives headers that a request can carry",
        "{interface: true, odd: long, odd_in: headers}"
            + "|ferrule.client_auth.v1 gives headers that a request can carry",
        "leak: 1|50 lives leave nothing behind;close leaves nothing behind",
        "afterwards: true"
            + "|50 lives leave nothing behind;completes each token exactly once"
            + ";keeps the rules of calls to the host until the end",
        "stats: error|50 lives leave nothing behind;close leaves nothing behind",
        "close: error|close succeeds within its deadline",
        "close: stuck|close succeeds within its deadline",
        "bad_metric: name|tells the host nothing malformed",
        "bad_metric: null_series|tells the host nothing malformed",
        "{log: true, odd: absurd, odd_in: fields}"
            + "|tells the host nothing malformed;uses no number that is not valid any more",
        "{start: error, odd: bad_utf8, odd_in: message}|start completes within its deadline"
      })
  void aBrokenRuleIsFound(String yaml, String failed) {
    CheckResults results = checkFixture(yaml);
    assertThat(results.failed())
        .as("%s", results)
        .containsExactlyElementsOf(Arrays.asList(failed.split(";", -1)));
  }

  private CheckResults checkFixture(String yaml) {
    return CheckResults.of(
        new CheckedLibraries(directory).fixture(), CheckedLibraries.settings("c_fixture", yaml));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bad_magic|its magic number is 12345678",
        "bad_major|speaks version 2",
        "short_plugin|its struct has 16 bytes",
        "no_components|offers 0 components",
        "null_create|has no create",
        "duplicate|offers component \"broken\" twice",
        "bad_type|has the type name \"9lives\"",
        "open_error|the licence has run out",
        "open_nothing|opened, but gave nothing"
      })
  void aTableThatCannotBeUsedIsFound(String variant, String reason) {
    CheckResults results =
        CheckResults.of(
            new CheckedLibraries(directory).broken(variant), PluginCheck.Part.GOOD_HOST);
    assertThat(results.failed()).containsExactly("opens and gives a table");
    assertThat(results.reason("opens and gives a table")).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default_not_json|default_config gives a JSON object|gave no JSON",
        "default_huge|default_config gives a JSON object|gave 18446744073709551608 bytes in out",
        "schema_error|config_schema gives a JSON Schema that has every default|no schema today",
        "overrun_stats|a shorter ferrule_stats is not overrun|wrote behind a struct of 8 bytes",
        "overrun_error|a shorter ferrule_error is not overrun|wrote behind a struct of 16 bytes",
        "hold_lock|holds no lock while it calls the host|while it was in log_enabled",
        "take_signal|leaves signal handlers alone|the handlers of signals 10 were changed",
        "nothing|validate refuses a number|validate accepted it"
      })
  void aPluginThatIsBrokenOtherwiseIsFound(String variant, String check, String reason) {
    CheckResults results =
        CheckResults.of(
            new CheckedLibraries(directory).broken(variant), PluginCheck.Part.GOOD_HOST);
    assertThat(results.failed()).contains(check);
    assertThat(results.reason(check)).contains(reason);
  }

  @ParameterizedTest
  @EnumSource(PluginCheck.Part.class)
  void theFixturePassesEveryPart(PluginCheck.Part part) {
    CheckResults results = CheckResults.of(new CheckedLibraries(directory).fixture(), part);
    assertThat(results.failed()).as("%s", results).isEmpty();
    assertThat(results.with(CheckResult.Verdict.PASS)).isNotEmpty();
  }

  @Test
  void aPluginThatOpensForAnyHostFails() {
    assertThat(
            CheckResults.of(
                    new CheckedLibraries(directory).broken("nothing"), PluginCheck.Part.OTHER_MAJOR)
                .failed())
        .containsExactly("does not open for a host of another major version");
  }

  @Test
  void aFileThatIsNoLibraryFails() throws IOException {
    CheckResults results =
        CheckResults.of(
            Files.writeString(directory.resolve("text.so"), "text"), PluginCheck.Part.GOOD_HOST);
    assertThat(results.failed()).containsExactly("is a shared library with the entry of a plugin");
    assertThat(results.reason("is a shared library with the entry of a plugin"))
        .contains("text.so", "is not a shared library");
  }

  @Test
  void outputIsSeenInTheFilesThatAreStandardOutputAndError() throws IOException {
    Path quiet = Files.writeString(directory.resolve("stdout"), "of the JVM\n");
    Path loud = Files.writeString(directory.resolve("stderr"), "of the JVM\n");
    CheckedLibraries libraries = new CheckedLibraries(directory);
    CheckResults silent = CheckResults.of(libraries.fixture(), List.of(quiet, loud), () -> {});
    assertThat(silent.failed()).isEmpty();
    CheckResults results =
        CheckResults.of(
            libraries.fixture(), List.of(quiet, loud), () -> append(loud, "of the plugin\n"));
    assertThat(results.failed()).containsExactly("writes nothing to stdout or stderr");
    assertThat(results.reason("writes nothing to stdout or stderr"))
        .isEqualTo("it wrote: of the plugin");
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, Files.readString(file) + text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void settingsForAComponentThatIsNotThereAreRefused() {
    Path fixture = new CheckedLibraries(directory).fixture();
    assertThatThrownBy(
            () -> CheckResults.of(fixture, CheckedLibraries.settings("other", "start: ok")))
        .isInstanceOf(NativePluginException.class)
        .hasMessageContaining("offers no component \"other\"")
        .hasMessageContaining("it offers c_fixture");
  }

  @Test
  void settingsThatTheComponentRefusesFail() {
    CheckResults results = checkFixture("start: 7");
    assertThat(results.failed()).containsExactly("validate accepts the settings given");
    assertThat(results.reason("50 lives leave nothing behind")).isEqualTo("needs settings");
  }
}

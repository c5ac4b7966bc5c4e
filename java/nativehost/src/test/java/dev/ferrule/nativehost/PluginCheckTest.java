package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PluginCheckTest {
  @TempDir Path directory;

  @Test
  void theFixturePasses() {
    long t = System.nanoTime();
    CheckResults results = CheckResults.of(new CheckedLibraries(directory).fixture(), Map.of());
    System.out.println(results + "\n" + (System.nanoTime() - t) / 1000000);
    assertThat(results.with(CheckResult.Verdict.FAIL)).isEmpty();
  }

  @Test
  void bad() {
    CheckResults results =
        CheckResults.of(
            new CheckedLibraries(directory).fixture(), PluginCheck.Part.BAD_HOST, Map.of());
    System.out.println(results);
    results =
        CheckResults.of(
            new CheckedLibraries(directory).fixture(), PluginCheck.Part.OTHER_MAJOR, Map.of());
    System.out.println(results);
    results =
        CheckResults.of(
            new CheckedLibraries(directory).fixture(), PluginCheck.Part.NEWER_MINOR, Map.of());
    System.out.println(results);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start: async",
        "start: inline",
        "start: double",
        "start: many",
        "start: unasked",
        "start: never",
        "start: late",
        "start: until_cancel",
        "start: strange",
        "start: async_strange",
        "start: panic",
        "start: stuck",
        "start: error",
        "shutdown: error",
        "shutdown: never",
        "notify: error",
        "notify: panic",
        "validate: silent",
        "validate: no_detail",
        "validate: bad_detail",
        "validate: positive",
        "validate: panic",
        "validate: stuck",
        "dependencies: bad_json",
        "dependencies: [other]",
        "interface: true",
        "{interface: true, get_interface: short}",
        "{interface: true, get_interface: hollow}",
        "{interface: true, authenticate: async}",
        "leak: 1",
        "afterwards: true",
        "destroy: stuck",
        "create: never",
        "create: panic",
        "stats: error",
        "close: error",
        "close: stuck",
        "{log: true, metrics: true, describe: true, status: 3}",
        "bad_metric: name",
        "bad_metric: negative",
        "bad_metric: null_series",
        "{log: true, odd: bad_utf8, odd_in: log}",
        "{log: true, odd: null, odd_in: target}",
        "{log: true, odd: absurd, odd_in: fields}",
        "{start: error, odd: bad_utf8, odd_in: message}",
        "{find: other, dependencies: [other]}",
      })
  void fixture(String yaml) {
    long t = System.nanoTime();
    CheckResults results =
        CheckResults.of(
            new CheckedLibraries(directory).fixture(),
            CheckedLibraries.settings("c_fixture", yaml));
    System.out.println("#### " + yaml + " " + (System.nanoTime() - t) / 1000000 + " ms");
    System.out.println(
        results
            .toString()
            .lines()
            .filter(l -> !l.startsWith("PASS"))
            .collect(java.util.stream.Collectors.joining("\n")));
  }
}

package dev.ferrule.exporter.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.confmap.ConfigLoader;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.ConfigSource;
import dev.ferrule.confmap.Problems;
import dev.ferrule.confmap.Validated;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DebugConfigTest {

  private static List<String> broken(boolean useInternalLogger, Optional<List<String>> paths) {
    List<String> broken = new ArrayList<>();
    new DebugConfig(Verbosity.BASIC, 2, 1, useInternalLogger, paths)
        .validate(
            new Validated.Rules() {
              @Override
              public void broken(String key, String message) {
                broken.add(key + ": " + message);
              }

              @Override
              public void broken(String key, String message, String hint) {
                broken(key, message);
              }
            });
    return broken;
  }

  @Test
  void hasTheDefaultsOfTheCollector() {
    assertThat(new DebugExporterFactory().config().defaults())
        .isEqualTo(new DebugConfig(Verbosity.BASIC, 2, 1, true, Optional.empty()));
  }

  @Test
  void acceptsPathsWithoutTheInternalLoggerOnly() {
    assertThat(broken(true, Optional.empty())).isEmpty();
    assertThat(broken(false, Optional.empty())).isEmpty();
    assertThat(broken(false, Optional.of(List.of("stdout", "/tmp/x", "file:///tmp/y")))).isEmpty();
    assertThat(broken(true, Optional.of(List.of("stdout"))))
        .containsExactly(
            "output_paths: output_paths is not supported when use_internal_logger is true");
    assertThat(broken(true, Optional.of(List.of())))
        .containsExactly(
            "output_paths: output_paths is not supported when use_internal_logger is true");
    assertThat(broken(false, Optional.of(List.of())))
        .containsExactly(
            "output_paths: output_paths must not be empty when use_internal_logger is false");
  }

  @Test
  void refusesPathsThatStartWouldRefuse() {
    assertThat(broken(false, Optional.of(List.of("stdout", "ftp://x", "")))).hasSize(2);
  }

  private static DebugConfig decode(String yaml, Problems problems) {
    ConfigNode section =
        new ConfigLoader(Map.of(), Path.of(""))
            .load(List.of(new ConfigSource.BuiltIn("test.yaml", yaml)))
            .root();
    return new DebugExporterFactory()
        .config()
        .decode(section, ConfigPath.ROOT.child("exporters").child("debug"), problems);
  }

  private static DebugConfig decode(String yaml) {
    Problems problems = new Problems();
    DebugConfig config = decode(yaml, problems);
    assertThat(problems.all()).isEmpty();
    return config;
  }

  private static String problem(String yaml) {
    Problems problems = new Problems();
    decode(yaml, problems);
    assertThat(problems.all()).hasSize(1);
    return problems.all().getFirst().toString();
  }

  @Test
  void decodesEveryKey() {
    assertThat(decode("{}")).isEqualTo(DebugConfig.DEFAULT);
    assertThat(decode("verbosity: detailed").verbosity()).isEqualTo(Verbosity.DETAILED);
    assertThat(decode("verbosity: Normal").verbosity()).isEqualTo(Verbosity.NORMAL);
    assertThat(decode("verbosity: BASIC").verbosity()).isEqualTo(Verbosity.BASIC);
    assertThat(decode("sampling_initial: 5").samplingInitial()).isEqualTo(5);
    assertThat(decode("sampling_thereafter: 200").samplingThereafter()).isEqualTo(200);
    assertThat(decode("use_internal_logger: false").useInternalLogger()).isFalse();
    assertThat(decode("{use_internal_logger: false, output_paths: [stderr, /tmp/x]}").outputPaths())
        .contains(List.of("stderr", "/tmp/x"));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(problem("verbosity: none"))
        .startsWith("test.yaml:1:12: exporters::debug::verbosity: ")
        .contains("verbosity level \"None\" is not supported");
    assertThat(problem("verbosity: loud")).contains("\"loud\"", "basic, normal or detailed");
    assertThat(problem("loglevel: debug")).contains("loglevel");
    assertThat(problem("sampling_initial: many")).contains("sampling_initial");
    assertThat(problem("output_paths: [stdout]"))
        .contains("exporters::debug::output_paths", "not supported when use_internal_logger");
    assertThat(problem("{use_internal_logger: false, output_paths: ['x://y']}"))
        .contains("exporters::debug::output_paths", "no output for scheme");
    assertThat(problem("sending_queue: {}")).contains("sending_queue", "not supported yet");
  }

  @Test
  void printsVerbosityAsItIsWritten() {
    assertThat(Verbosity.values())
        .extracting(Verbosity::toString)
        .containsExactly("basic", "normal", "detailed")
        .allMatch(text -> Verbosity.parse(text).toString().equals(text));
  }
}

package dev.ferrule.testkit;

import dev.ferrule.confmap.ConfigLoader;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.ConfigSource;
import dev.ferrule.confmap.ConfigType;
import dev.ferrule.confmap.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Settings of one component, made of YAML as users make them. */
public final class Section {
  private Section() {}

  /** The settings; an assertion fails if anything is wrong with them. */
  public static <C extends Record> C of(C defaults, String yaml) {
    Problems problems = new Problems();
    C settings = decode(defaults, yaml, problems);
    if (problems.count() > 0) {
      throw new AssertionError(problems.all());
    }
    return settings;
  }

  /** What is wrong with it: {@code file:line:column: key: message: hint}. */
  public static <C extends Record> List<String> problems(C defaults, String yaml) {
    Problems problems = new Problems();
    decode(defaults, yaml, problems);
    return problems.all().stream().map(Object::toString).toList();
  }

  private static <C extends Record> C decode(C defaults, String yaml, Problems problems) {
    var source = new ConfigSource.BuiltIn("test.yaml", yaml);
    var root = new ConfigLoader(Map.of(), Path.of("")).load(List.of(source)).root();
    return ConfigType.of(defaults).decode(root, ConfigPath.ROOT, problems);
  }
}

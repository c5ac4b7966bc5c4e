package dev.ferrule.confmap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A problem names where its value is used and where it came from, and never what it is. */
final class ProvenanceTest {
  private static final String SECRET = "h3br1d";

  @TempDir Path directory;
  private Sources sources = new Sources(Path.of("."));

  record Receiver(int x, boolean on, String endpoint, List<Integer> ports) implements Validated {
    @Override
    public void validate(Rules rules) {
      if (endpoint.isEmpty()) {
        rules.broken("endpoint", "must not be empty");
      }
      if (x < 0) {
        rules.broken("x", "must not be negative", "write 0 for no limit");
      }
    }
  }

  @BeforeEach
  void sources() {
    sources = new Sources(directory).env("PORT", SECRET).env("X", "x: " + SECRET).env("N", "-1");
  }

  /** What is wrong with {@code receivers::x}. */
  private String wrong(String... args) {
    Problems problems = new Problems();
    try {
      ConfigNode receivers = requireNonNull(sources.root(args).get("receivers"));
      ConfigPath path = ConfigPath.ROOT.child("receivers");
      ConfigNode node = receivers;
      if (receivers instanceof ConfigNode.MapNode map) {
        node = map.get("x");
        path = path.child("x");
      }
      ConfigType.of(new Receiver(1, false, "localhost", List.of())).decode(node, path, problems);
    } catch (ConfigException e) {
      return e.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
    return problems.all().stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }

  @Test
  void ofAValueFromAVariable() {
    sources.file("config.yaml", "receivers:\n  x:\n    x: ${env:PORT}\n    on: ${PORT}\n");
    assertThat(wrong("config.yaml"))
        .isEqualTo(
            """
            config.yaml:3:8: receivers::x::x: expected int, got string (from env:PORT): write a number, without quotes
            config.yaml:4:9: receivers::x::on: expected bool, got string (from env:PORT): write true or false, without quotes\
            """);
  }

  @Test
  void ofAVariableThatIsNotSet() {
    sources.file("config.yaml", "receivers:\n  x:\n    endpoint: ${env:TOKEN}\n");
    assertThat(wrong("config.yaml"))
        .isEqualTo(
            "config.yaml:3:15: receivers::x::endpoint: must not be empty (from env:TOKEN, which is"
                + " not set): set it, or write a default: ${env:TOKEN:-value}");
  }

  @Test
  void aBetterHintStays() {
    sources.file("config.yaml", "receivers:\n  x: {x: '${env:N}', ports: '${env:NONE:-y}'}\n");
    assertThat(wrong("config.yaml"))
        .isEqualTo(
            """
            config.yaml:2:29: receivers::x::ports: expected list, got string (from the default of env:NONE): write it as a list, such as [a, b]
            config.yaml:2:10: receivers::x::x: must not be negative (from env:N): write 0 for no limit\
            """);
  }

  @Test
  void ofTextThatIsPutTogether() {
    sources.file("config.yaml", "receivers: {x: {x: '${env:PORT}${env:N}${PORT}'}}");
    assertThat(wrong("config.yaml"))
        .startsWith(
            "config.yaml:1:20: receivers::x::x: expected int, got string (from env:PORT and env:N)");
    sources.file("many.yaml", "receivers: {x: {x: '-${A}${B}${C}${D}${E}${F}'}}");
    assertThat(wrong("many.yaml"))
        .contains(
            "(from env:A, which is not set and env:B, which is not set and env:C, which is not set"
                + " and env:D, which is not set and 2 more)");
  }

  @Test
  void insideAnIncludedFile() {
    sources.file("config.yaml", "receivers:\n  x:\n    ${file:part.yaml}\n");
    sources.file("part.yaml", "x: 2\nfoo: 1\nports: [a]\n");
    assertThat(wrong("config.yaml"))
        .isEqualTo(
            """
            part.yaml:2:1: receivers::x::foo: unknown key (included by ${file:part.yaml} at config.yaml:3:5): valid keys: x, on, endpoint, ports
            part.yaml:3:9: receivers::x::ports::0: expected int, got string (included by ${file:part.yaml} at config.yaml:3:5): write a number, without quotes\
            """);
  }

  @Test
  void ofAFileThatIsTheValue() {
    sources.file("config.yaml", "receivers: ${file:part.yaml}");
    sources.file("part.yaml", "- x");
    assertThat(wrong("config.yaml"))
        .isEqualTo(
            "config.yaml:1:12: receivers: expected map, got list (from file:part.yaml): write each as"
                + " a key: {x: {}}");
    sources.file("part.yaml", "x: [");
    assertThat(wrong("config.yaml"))
        .isEqualTo(
            "config.yaml:1:12: receivers: expected map, got string (from file:part.yaml:1:5, which"
                + " is not valid YAML: a value is expected here, but the text ends)");
  }

  @Test
  void throughFilesAndVariables() {
    sources
        .file("config.yaml", "receivers: ${file:a.yaml}")
        .file("a.yaml", "x:\n  ${file:b.yaml}")
        .file("b.yaml", "x: ${env:VIA}\nbar: 1\nendpoint: ${env:NONE}")
        .env("VIA", "${env:PORT}");
    String way =
        "included by ${file:b.yaml} at a.yaml:2:3, included by ${file:a.yaml} at config.yaml:1:12)";
    assertThat(wrong("config.yaml"))
        .isEqualTo(
            "b.yaml:2:1: receivers::x::bar: unknown key (%s: valid keys: x, on, endpoint, ports\n"
                    .formatted(way)
                + "b.yaml:1:4: receivers::x::x: expected int, got string (from env:PORT in env:VIA, %s: write a number, without quotes\n"
                    .formatted(way)
                + "b.yaml:3:11: receivers::x::endpoint: must not be empty (from env:NONE, which is not set, %s: set it, or write a default: ${env:NONE:-value}"
                    .formatted(way));
  }

  @Test
  void insideAVariable() {
    sources.file("config.yaml", "receivers:\n  x: ${env:MAP}\n");
    sources.env("MAP", "x: 1\nfoo: " + SECRET + "\nports: ['${env:INNER}']\n").env("INNER", "[z]");
    assertThat(wrong("config.yaml"))
        .isEqualTo(
            """
            config.yaml:2:6: receivers::x::foo: unknown key (from env:MAP:2:1): valid keys: x, on, endpoint, ports
            config.yaml:2:6: receivers::x::ports::0: expected int, got list (from env:INNER in env:MAP:3:9): write a number, without quotes\
            """);
  }

  @Test
  void ofAFileThatAVariableNames() {
    sources
        .file("config.yaml", "receivers: ${env:PART}")
        .env("PART", "${file:part.yaml}")
        .file("part.yaml", "x: {foo: 1}");
    assertThat(wrong("config.yaml"))
        .isEqualTo(
            "part.yaml:1:5: receivers::x::foo: unknown key (included by ${file:part.yaml} from"
                + " env:PART at config.yaml:1:12): valid keys: x, on, endpoint, ports");
  }

  @Test
  void ofAssignmentsAndInlineYaml() {
    assertThat(wrong("--set receivers.x.x=${env:PORT}"))
        .startsWith(
            "--set receivers.x.x=${env:PORT}: receivers::x::x: expected int, got string (from env:PORT)");
    assertThat(wrong("yaml:receivers: {x: {x: a}}"))
        .startsWith("inline yaml:1:20: receivers::x::x: expected int, got string: write");
    assertThat(wrong("yaml:receivers: {x: '${yaml:foo: 1}'}"))
        .isEqualTo(
            "inline yaml 2:1:1: receivers::x::foo: unknown key (included by ${yaml:...} at inline"
                + " yaml:1:16): valid keys: x, on, endpoint, ports");
  }

  @Test
  void ofWhatCannotBeResolved() {
    sources
        .file("config.yaml", "receivers: ${file:part.yaml}")
        .file("part.yaml", "x: {x: '${env:BAD}', on: '${file:none}'}")
        .env("BAD", "${none:" + SECRET + "}");
    assertThat(wrong("config.yaml"))
        .isEqualTo(
            """
            part.yaml:1:8: receivers::x::x: the uri, which is not shown because of what it is made from, has a scheme that is not supported (from env:BAD, included by ${file:part.yaml} at config.yaml:1:12)
            part.yaml:1:26: receivers::x::on: unable to read the file none: no such file (included by ${file:part.yaml} at config.yaml:1:12)\
            """);
  }

  @Test
  void neverShowsAValue() {
    sources
        .env("DOLLAR", SECRET + "$")
        .env("LINE", SECRET + "}${none:x}")
        .env("BRACE", "${" + SECRET);
    for (String reference :
        List.of(
            "${env:PORT}",
            "x${env:PORT}",
            "${env:${env:PORT}}",
            "${env:${env:PORT}:-x}",
            "${env:1${env:PORT}}",
            "${env:NONE:-${env:PORT}}",
            "${env:NONE:-${env:DOLLAR}}",
            "${${env:PORT}:x}",
            "${x:${env:PORT}}",
            "${yaml:${env:PORT}}",
            "${yaml:[${env:PORT}]}",
            "${yaml:x: ${env:PORT}}",
            "${yaml:{${env:PORT}}",
            "${http://${env:PORT}:1/x}",
            "${http://127.0.0.1:1/${env:PORT}}",
            "${http://u:${env:PORT}@127.0.0.1:1/?q=${env:PORT}}",
            "${http://127.0.0.1:x${env:PORT}/ }",
            "${env:LINE}",
            "${env:BRACE}}",
            "${env:BRACE}:x}",
            "${env:X}")) {
      SourceTexts texts = new SourceTexts();
      Problems problems = new Problems();
      try {
        LoadedConfig loaded = sources.load(texts, "yaml:{receivers: '" + reference + "'}");
        ConfigType.of(new Receiver(1, false, "", List.of()))
            .decode(loaded.root().get("receivers"), ConfigPath.ROOT, problems);
        loaded.warnings().forEach(warning -> assertHidden(reference, warning, texts));
      } catch (ConfigException e) {
        e.problems().forEach(problem -> assertHidden(reference, problem, texts));
        continue;
      }
      assertThat(problems.all()).as(reference).isNotEmpty();
      problems.all().forEach(problem -> assertHidden(reference, problem, texts));
    }
  }

  private static void assertHidden(String reference, Problem problem, SourceTexts texts) {
    assertThat(problem.toString()).as(reference).doesNotContain(SECRET);
    Position position = problem.position();
    if (position != null) {
      assertThat(texts.line(position).orElse("")).as(reference).doesNotContain(SECRET);
    }
  }

  @Test
  void hasItInParts() {
    sources.file("config.yaml", "receivers: ${file:part.yaml}").file("part.yaml", "x: ${env:NONE}");
    ConfigNode receivers = requireNonNull(sources.root("config.yaml").get("receivers"));
    ConfigNode x = requireNonNull(((ConfigNode.MapNode) receivers).get("x"));
    Problem problem = new Problem(x.position(), ConfigPath.ROOT, "wrong", null);
    Position position = requireNonNull(problem.position());
    assertThat(position).hasToString("part.yaml:1:4");
    assertThat(position.origins())
        .containsExactly(new Origin("env:NONE", 0, 0, Origin.State.UNSET, "", null));
    assertThat(position.inclusion())
        .isEqualTo(new Position.Inclusion("${file:part.yaml}", new Position("config.yaml", 1, 12)));
    assertThat(problem.provenance())
        .isEqualTo(
            "from env:NONE, which is not set, included by ${file:part.yaml} at config.yaml:1:12");
    assertThat(problem.hint()).isEqualTo("set it, or write a default: ${env:NONE:-value}");
  }

  @Test
  void aLongWayIsCut() {
    sources.file("config.yaml", "receivers: ${file:0}");
    for (int i = 0; i < 9; i++) {
      sources.file("" + i, "x: ${file:" + (i + 1) + "}");
    }
    sources.file("9", "x: ${none:y}");
    assertThat(sources.problems("config.yaml").getFirst().provenance())
        .startsWith("included by ${file:9} at 8:1:4, included by")
        .endsWith(", 6 more inclusions");
  }

  @Test
  void alsoALongWayThroughVariables() {
    for (int i = 0; i < 900; i++) {
      sources.env("V" + i, "${env:V" + (i + 1) + "}");
    }
    sources.env("V900", "x").file("config.yaml", "receivers: {x: {x: '${env:V0}'}}");
    assertThat(wrong("config.yaml"))
        .startsWith(
            "config.yaml:1:20: receivers::x::x: expected int, got string (from env:V900 in env:V899"
                + " in env:V898 in env:V897 in others): write");
  }
}

package dev.ferrule.confmap.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Javadoc of settings is kept as text. */
final class ConfigDocProcessorTest {
  private static final String ANNOTATION =
      """
      package dev.ferrule.confmap;
      public @interface ConfigDoc {}
      """;

  @TempDir Path classes;

  private List<String> compile(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    JavaCompiler.CompilationTask task =
        compiler.getTask(
            null,
            null,
            problems,
            List.of("-d", classes.toString(), "-proc:full"),
            null,
            List.of(
                new Source("dev/ferrule/confmap/ConfigDoc", ANNOTATION),
                new Source("x/Sample", source)));
    task.setProcessors(List.of(new ConfigDocProcessor()));
    var _ = task.call();
    return problems.getDiagnostics().stream().map(it -> it.getMessage(null)).toList();
  }

  private Properties texts(String type) throws IOException {
    Properties texts = new Properties();
    Path file = classes.resolve("META-INF/ferrule/settings/" + type + ".properties");
    try (Reader reader = Files.newBufferedReader(file)) {
      texts.load(reader);
    }
    return texts;
  }

  @Test
  void keepsWhatIsSaidOfEachSetting() throws IOException {
    List<String> problems =
        compile(
            """
            package x;

            import dev.ferrule.confmap.ConfigDoc;

            /**
             * A sample, such as {@code {name: x}}.
             *
             * <p>More of it, with a {@link String text} and a {@link String#length()}.
             *
             * @param first how {@code a &lt; b}
             *     goes on
             * @param second ends itself.
             */
            @ConfigDoc
            public record Sample(int first, String second) {

              /** One of two. */
              @ConfigDoc
              public enum Choice {
                /** The one. */
                ONE,
                TWO
              }
            }
            """);
    assertThat(problems).isEmpty();
    Properties texts = texts("x.Sample");
    assertThat(texts.getProperty("description"))
        .isEqualTo("A sample, such as `{name: x}`.\n\nMore of it, with a text and a `length`.");
    assertThat(texts.getProperty("of.first")).isEqualTo("How `a < b` goes on.");
    assertThat(texts.getProperty("of.second")).isEqualTo("Ends itself.");
    assertThat(texts("x.Sample$Choice").getProperty("of.ONE")).isEqualTo("The one.");
    assertThat(texts("x.Sample$Choice").getProperty("of.TWO")).isEmpty();
    assertThat(Files.readString(classes.resolve("META-INF/ferrule/settings/x.Sample.properties")))
        .as("the same in each build")
        .doesNotContain("#");
  }

  @Test
  void refusesASettingThatNobodyDescribed() {
    assertThat(
            compile(
                """
                package x;

                /**
                 * A sample.
                 *
                 * @param first the first
                 */
                @dev.ferrule.confmap.ConfigDoc
                public record Sample(int first, String second) {}
                """))
        .singleElement()
        .asString()
        .contains("must have @param second");
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}

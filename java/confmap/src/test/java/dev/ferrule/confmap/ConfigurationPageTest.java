package dev.ferrule.confmap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/configuration.md} are true. */
final class ConfigurationPageTest {
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");
  private static final Path PLACE = Path.of(".");

  /** The cells of all tables with that header. */
  private static List<String[]> rows(String header) throws IOException {
    Path page =
        Path.of(requireNonNull(System.getProperty("ferrule.root")), "docs/configuration.md");
    List<String[]> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(page)) {
      if (line.equals(header)) {
        inside = true;
      } else if (inside && line.startsWith("| ")) {
        rows.add(line.substring(2, line.length() - 1).split(" ?\\| ?", -1));
      } else {
        inside &= line.startsWith("|");
      }
    }
    return rows;
  }

  private static String code(String cell) {
    return CODE.matcher(cell).results().findFirst().map(found -> found.group(1)).orElseThrow();
  }

  @Test
  void onSettings() throws IOException {
    List<String[]> rows = rows("| setting | variables | value |");
    assertThat(rows).hasSizeGreaterThan(15);
    for (String[] row : rows) {
      Sources sources = new Sources(PLACE);
      for (MatchResult variable : CODE.matcher(row[1]).results().toList()) {
        String[] parts = variable.group(1).split("=", 2);
        sources.env(parts[0], parts[1]);
      }
      Object value = sources.root("yaml:a: " + code(row[0])).plain().get("a");
      assertThat(value).as(row[0]).isEqualTo(written(row[2]));
    }
  }

  /** What stands in the last column, where dollars are only dollars. */
  private static Object written(String cell) {
    String escaped = code(cell).replace("$", "$$");
    return requireNonNull(new Sources(PLACE).root("yaml:a: [" + escaped + "]").plain().get("a"))
            instanceof List<?> list
        ? list.getFirst()
        : "";
  }

  @Test
  void onMerging() throws IOException {
    List<String[]> rows = rows("| first source | second source | together |");
    assertThat(rows).hasSizeGreaterThan(3);
    for (String[] row : rows) {
      assertThat(new Sources(PLACE).root("yaml:" + code(row[0]), "yaml:" + code(row[1])).plain())
          .as("%s, %s", row[0], row[1])
          .isEqualTo(new Sources(PLACE).root("yaml:" + code(row[2])).plain());
    }
  }
}

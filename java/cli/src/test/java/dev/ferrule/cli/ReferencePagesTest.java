package dev.ferrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pages in {@code docs/reference} say what the components do; {@code ./build docs} writes them.
 */
final class ReferencePagesTest {
  private static final Path DIRECTORY = CommandRun.ROOT.resolve("docs/reference");
  private static final String NOTE =
      "<!-- Made by './build docs' from what the component declares. Change that, not this. -->\n";

  @Test
  void areInStep() throws IOException {
    Map<String, String> pages = pages();
    if (CommandRun.WRITE) {
      write(pages);
    }
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .as("run ./build docs")
          .containsExactlyInAnyOrderElementsOf(pages.keySet());
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      assertThat(Files.readString(DIRECTORY.resolve(page.getKey())))
          .as("run ./build docs")
          .isEqualTo(page.getValue());
    }
  }

  private static void write(Map<String, String> pages) throws IOException {
    Files.createDirectories(DIRECTORY);
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(DIRECTORY.resolve(page.getKey()), page.getValue());
    }
  }

  private static Map<String, String> pages() {
    Map<String, String> pages = new TreeMap<>();
    StringBuilder index = new StringBuilder(NOTE).append("# Settings\n\n");
    JsonNode definitions = new JsonMapper().readTree(CommandRun.output("schema")).path("$defs");
    for (String name : definitions.propertyNames()) {
      if (!name.equals("reference")) {
        String part = name.replace('.', '/');
        String file = name.replace('.', '-') + ".md";
        pages.put(file, NOTE + CommandRun.output("schema", part, "--format", "markdown"));
        index.append("- [`%s`](%s)\n".formatted(part, file));
      }
    }
    pages.put("service.md", NOTE + CommandRun.output("schema", "service", "--format", "markdown"));
    index.append("- [`service`](service.md)\n");
    pages.put("README.md", index.toString());
    return pages;
  }
}

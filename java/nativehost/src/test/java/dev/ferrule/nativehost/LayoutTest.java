package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds Layout and Abi against the header, as the C compiler sees it. */
final class LayoutTest {
  private static final String PREFIX = "FERRULE_";
  private static final Pattern NAME =
      Pattern.compile("#define FERRULE_(\\w+) \"([^\"]+)\"", Pattern.MULTILINE);

  @Test
  void structsAreTheHeaders(@TempDir Path directory) throws Exception {
    Map<String, Long> header = new TreeMap<>();
    for (String[] row : table(directory)) {
      switch (row[0]) {
        case "size" -> header.put(row[1], Long.valueOf(row[2]));
        case "field" ->
            header.put(row[1] + "." + row[2] + " of " + row[4] + " bytes", Long.valueOf(row[3]));
        default -> assertThat(row[0]).isEqualTo("const");
      }
    }
    // Numbers that Java has as long; they are no structs.
    assertThat(header.remove("ferrule_token")).isEqualTo(Long.BYTES);
    assertThat(header.remove("ferrule_ref")).isEqualTo(Long.BYTES);
    assertThat(structs()).isEqualTo(header);
  }

  /** The same from Layout, where a field ends at the next one: the header has no padding. */
  private static Map<String, Long> structs() throws IllegalAccessException {
    Map<String, Long> all = new TreeMap<>();
    for (Class<?> struct : Layout.class.getDeclaredClasses()) {
      String name = snake(struct.getSimpleName());
      Map<String, Long> constants = constants(struct);
      long bytes = Objects.requireNonNull(constants.remove("BYTES"));
      all.put(name, bytes);
      NavigableSet<Long> ends = new TreeSet<>(constants.values());
      ends.add(bytes);
      constants.forEach((field, offset) -> {
        long size = ends.higher(offset) - offset;
        all.put(name + "." + field.toLowerCase(Locale.ROOT) + " of " + size + " bytes", offset);
      });
    }
    return all;
  }

  @Test
  void constantsAreTheHeaders(@TempDir Path directory) throws Exception {
    Map<String, Long> header = new TreeMap<>();
    for (String[] row : table(directory)) {
      if (row[0].equals("const")) {
        assertThat(row[1]).startsWith(PREFIX);
        header.put(row[1].substring(PREFIX.length()), Long.valueOf(row[2]));
      }
    }
    assertThat(constants(Abi.class)).isEqualTo(header);
  }

  @Test
  void namesOfInterfacesAreTheHeaders() throws Exception {
    Map<String, String> header = new TreeMap<>();
    Matcher name = NAME.matcher(Files.readString(header()));
    while (name.find()) {
      header.put(name.group(1), name.group(2));
    }
    Map<String, String> ours = new TreeMap<>();
    for (Field field : Abi.class.getDeclaredFields()) {
      if (field.getType() == String.class) {
        ours.put(field.getName(), (String) field.get(null));
      }
    }
    assertThat(ours).isEqualTo(header).isNotEmpty();
  }

  private static Path header() {
    return Built.file("include/ferrule_plugin.h");
  }

  /** The numbers that a class declares. */
  private static Map<String, Long> constants(Class<?> holder) throws IllegalAccessException {
    Map<String, Long> all = new TreeMap<>();
    for (Field field : holder.getDeclaredFields()) {
      if (field.getType().isPrimitive()) {
        all.put(field.getName(), ((Number) field.get(null)).longValue());
      }
    }
    return all;
  }

  private static String snake(String camel) {
    return camel.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static List<String[]> table(Path directory) throws IOException, InterruptedException {
    Path program = directory.resolve("layout");
    run(
        List.of(
            "cc",
            "-I" + header().getParent(),
            Built.file("c/layout.c").toString(),
            "-o",
            program.toString()));
    return run(List.of(program.toString())).lines().map(line -> line.split(" ")).toList();
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}

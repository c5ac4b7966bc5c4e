package dev.ferrule.nativehost;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program in a JVM of its own, with the classes of these tests on its class path. */
final class ChildJvm {
  private static final String ACCESS = "--enable-native-access=ALL-UNNAMED";

  /** How it ended, and what it wrote to both outputs. */
  record Ended(int code, String output) {}

  private final List<String> options = new ArrayList<>(List.of(ACCESS));
  private final Map<String, String> environment = new HashMap<>();

  /** With more options of the JVM. */
  ChildJvm with(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** May not call native code. */
  ChildJvm withoutAccess() {
    options.remove(ACCESS);
    options.add("--illegal-native-access=deny");
    return this;
  }

  ChildJvm environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * Runs a program to its end.
   *
   * @throws AssertionError if it has not ended by then; it is killed
   */
  Ended run(int seconds, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    StringBuilder output = new StringBuilder();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              try {
                output.append(
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
              } catch (IOException e) {
                output.append(e);
              }
            });
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      reader.join();
      throw new AssertionError(program.getSimpleName() + " has not ended:\n" + output);
    }
    reader.join();
    return new Ended(process.exitValue(), output.toString());
  }

  /** Everything that this JVM has, whether as modules or not. */
  private static String classPath() {
    Path classes = Built.ROOT.resolve("java/nativehost/target");
    List<String> all = new ArrayList<>();
    for (String property : List.of("java.class.path", "jdk.module.path")) {
      @Nullable String paths = System.getProperty(property);
      if (paths != null) {
        all.add(paths);
      }
    }
    all.add(classes.resolve("test-classes").toString());
    return String.join(File.pathSeparator, all);
  }
}

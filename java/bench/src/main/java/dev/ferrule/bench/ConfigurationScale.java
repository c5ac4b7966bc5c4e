package dev.ferrule.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long {@code ferrule validate} takes for large configurations, beside a process that
 * only starts, {@code ferrule --version}, and beside another collector if there is one: its command
 * is taken from the environment variable {@code OTELCOL}. Every size is measured in every round, so
 * that a busy machine is busy for all of them. Fails if a goal is missed: 1,000 components on
 * 10,000 lines take less than a second more than starting, and four times as many at most five
 * times that.
 */
final class ConfigurationScale {
  private static final int[] SIZES = {100, 1_000, 4_000};
  private static final int ROUNDS = 7;
  private static final double MOST_SECONDS = 1.0;
  private static final double MOST_GROWTH = 5.0;
  private static final long PATIENCE_SECONDS = 120;

  private final Path directory;
  private final List<String> ours;
  private final Map<String, List<Double>> seconds = new TreeMap<>();

  private ConfigurationScale(Path root) {
    this.directory = root.resolve("java/bench/target/scale");
    this.ours = List.of(root.resolve("java/cli/target/image/bin/ferrule").toString());
  }

  /** Measures and prints; the exit code is 1 if a goal is missed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("ferrule.root", "")).toAbsolutePath();
    System.exit(new ConfigurationScale(root).measure() ? 0 : 1);
  }

  private boolean measure() throws IOException, InterruptedException {
    Files.createDirectories(directory);
    for (int size : SIZES) {
      Files.writeString(file(size), configuration(size));
    }
    String rival = System.getenv("OTELCOL");
    for (int round = 0; round < ROUNDS; round++) {
      System.err.printf("round %d of %d%n", round + 1, ROUNDS);
      time("ferrule --version", ours, List.of("--version"));
      for (int size : SIZES) {
        List<String> validate = List.of("validate", "--config", file(size).toString());
        time("ferrule " + size, ours, validate);
        if (rival != null) {
          time("rival " + size, List.of(rival), validate);
        }
      }
    }
    return report(rival != null);
  }

  private Path file(int size) {
    return directory.resolve(size + ".yaml");
  }

  private void time(String name, List<String> command, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(command);
    line.addAll(arguments);
    Path output = directory.resolve("output.txt");
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(name + " did not end");
    }
    if (process.exitValue() != 0) {
      throw new IOException(name + " failed: " + Files.readString(output));
    }
    seconds.computeIfAbsent(name, _ -> new ArrayList<>()).add((System.nanoTime() - began) / 1e9);
  }

  private boolean report(boolean rival) throws IOException {
    double start = median("ferrule --version");
    System.out.printf(
        "| components | lines | validate, s | more than starting (%.2f s) |%s%n",
        start, rival ? " rival, s |" : "");
    System.out.println("|---|---|---|---|" + (rival ? "---|" : ""));
    for (int size : SIZES) {
      long lines = Files.readAllLines(file(size)).size();
      double median = median("ferrule " + size);
      System.out.printf(
          "| %d | %d | %.2f | %.2f |%s%n",
          size,
          lines,
          median,
          median - start,
          rival ? " %.2f |".formatted(median("rival " + size)) : "");
    }
    double thousand = median("ferrule 1000") - start;
    double growth = (median("ferrule 4000") - start) / thousand;
    System.out.printf("%nFour times as many take %.1f times as long.%n", growth);
    boolean fast =
        goal("1,000 components in %.1f s".formatted(MOST_SECONDS), thousand < MOST_SECONDS);
    boolean linear =
        goal("four times as many in %.0f times that".formatted(MOST_GROWTH), growth < MOST_GROWTH);
    return fast && linear;
  }

  private static boolean goal(String what, boolean met) {
    System.out.println((met ? "met: " : "MISSED: ") + what);
    return met;
  }

  private double median(String name) {
    List<Double> all = new ArrayList<>(seconds.getOrDefault(name, List.of()));
    all.sort(null);
    return all.get(all.size() / 2);
  }

  /** A fifth receivers, each with a pipeline to two exporters, and as many extensions as those. */
  private static String configuration(int components) {
    int pipelines = components / 5;
    StringBuilder text = new StringBuilder("receivers:\n");
    for (int i = 0; i < pipelines; i++) {
      text.append(
          """
            otlp/%1$d:
              protocols:
                grpc:
                  endpoint: localhost:%2$d
                  max_recv_msg_size_mib: 8
                http:
                  endpoint: localhost:%3$d
                  include_metadata: true
                  response_headers:
                    x-home: ${env:HOME}
          """
              .formatted(i, 10_000 + i, 20_000 + i));
    }
    text.append("exporters:\n");
    for (int i = 0; i < 2 * pipelines; i++) {
      text.append(
          """
            otlp_grpc/%1$d:
              endpoint: ${env:BACKEND:-localhost}:%2$d
              timeout: 10s
              tls:
                insecure: true
              headers:
                tenant: t%1$d
                region: "eu"
              sending_queue:
                queue_size: 500
          """
              .formatted(i, 30_000 + i));
    }
    text.append("extensions:\n");
    for (int i = 0; i < 2 * pipelines; i++) {
      text.append(
          """
            zpages/%1$d:
              endpoint: localhost:%2$d
              expvar:
                enabled: false
              keep_alives_enabled: true
              read_header_timeout: 10s
          """
              .formatted(i, 40_000 + i));
    }
    text.append("service:\n  extensions:\n");
    for (int i = 0; i < 2 * pipelines; i++) {
      text.append("    - zpages/").append(i).append('\n');
    }
    text.append("  pipelines:\n");
    for (int i = 0; i < pipelines; i++) {
      text.append(
          """
              traces/%1$d:
                receivers:
                  - otlp/%1$d
                processors: []
                exporters:
                  - otlp_grpc/%2$d
                  - otlp_grpc/%3$d
          """
              .formatted(i, 2 * i, 2 * i + 1));
    }
    return text.toString();
  }
}

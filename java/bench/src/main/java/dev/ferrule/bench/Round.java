package dev.ferrule.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures the ways of a case, one right after the other, so that they share the weather. */
final class Round {
  // The collector's own flags, but for the class path that JMH needs, and a heap whose pages are
  // there from the start.
  private static final List<String> JVM =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--illegal-native-access=deny",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseCompactObjectHeaders",
          "-Xms256m",
          "-Xmx256m",
          "-XX:+AlwaysPreTouch");

  private final Pace pace;
  private final PrintStream log;

  /**
   * Rounds at a pace.
   *
   * @param log gets what JMH says
   */
  Round(Pace pace, PrintStream log) {
    this.pace = pace;
    this.log = log;
  }

  /**
   * Measures.
   *
   * @return a reading for each way, by the name of its method
   * @throws RunnerException if one of them failed, or took a wrong sum for a right one
   */
  Map<String, Reading> run(Case what) throws RunnerException {
    TimeValue iteration =
        TimeValue.milliseconds(pace.iteration().multipliedBy(what.patience()).toMillis());
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(what.benchmark().getName() + "."))
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(pace.forks())
            .warmupIterations(pace.warmups())
            .warmupTime(iteration)
            .measurementIterations(pace.iterations())
            .measurementTime(iteration)
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuTime.class)
            .shouldFailOnError(true)
            .jvmArgs(JVM.toArray(String[]::new))
            .jvmArgsAppend("-D" + Built.ROOT + "=" + System.getProperty(Built.ROOT, "."));
    if (!what.jvmFlags().isEmpty()) {
      options.jvmArgsPrepend(what.jvmFlags().toArray(String[]::new));
    }
    what.params().forEach(options::param);
    Map<String, Reading> readings = new LinkedHashMap<>();
    for (RunResult result :
        new Runner(
                options.build(), OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL))
            .run()) {
      String name = result.getParams().getBenchmark();
      double nanos =
          switch (what.clock()) {
            case CPU -> secondary(result, CpuTime.RESULT);
            // The median iteration, since on a shared machine some are interrupted.
            case WALL -> result.getPrimaryResult().getStatistics().getPercentile(50);
          };
      readings.put(
          name.substring(name.lastIndexOf('.') + 1),
          new Reading(nanos, secondary(result, "gc.alloc.rate.norm")));
    }
    return readings;
  }

  /** What a profiler says; not a number if it says nothing. */
  private static double secondary(RunResult result, String name) {
    Result<?> found = result.getSecondaryResults().get(name);
    return found == null ? Double.NaN : found.getScore();
  }
}

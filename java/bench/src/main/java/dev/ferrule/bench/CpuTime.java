package dev.ferrule.bench;

import static java.util.stream.Collectors.toMap;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds the CPU time of an operation, in nanoseconds: what the thread that runs it has used. Unlike
 * the time that passes it does not grow when others want the processor too.
 */
public final class CpuTime implements InternalProfiler {
  /** The name of the result. */
  static final String RESULT = "cpu.time.norm";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  // By thread. Workers of an earlier benchmark may still be there, in a JVM that has several.
  private Map<Long, Long> before = Map.of();

  @Override
  public String getDescription() {
    return "CPU time of the thread that measures";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = used(benchmark);
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Map<Long, Long> after = used(benchmark);
    long worker = after.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
    double nanos = after.getOrDefault(worker, 0L) - before.getOrDefault(worker, 0L);
    long operations = result.getMetadata().getAllOps();
    return List.of(new ScalarResult(RESULT, nanos / operations, "ns/op", AggregationPolicy.AVG));
  }

  /** What the workers of a benchmark have used so far, in nanoseconds. */
  private Map<Long, Long> used(BenchmarkParams benchmark) {
    String name = benchmark.getBenchmark() + "-jmh-worker-";
    return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().startsWith(name))
        .map(ThreadInfo::getThreadId)
        .collect(toMap(id -> id, threads::getThreadCpuTime));
  }
}

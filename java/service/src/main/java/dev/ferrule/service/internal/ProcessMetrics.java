package dev.ferrule.service.internal;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.opentelemetry.api.metrics.Meter;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The {@code otelcol_process_*} metrics. Where the Go Collector reports on the Go runtime, the JVM
 * has something close; {@code docs/metrics.md} says what.
 */
final class ProcessMetrics {
  private static final double NANOS = 1e9;
  private static final long KIB = 1024;

  private final Meter meter;

  private ProcessMetrics(Meter meter) {
    this.meter = meter;
  }

  /**
   * Observes this process from now on.
   *
   * @param status Linux tells of the process in this file, {@code /proc/self/status}; where it is
   *     not there, resident memory is not reported
   */
  static void register(Meter meter, Path status) {
    long started = System.nanoTime();
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    ProcessMetrics process = new ProcessMetrics(meter);
    process.seconds("uptime", "Uptime of the process", () -> System.nanoTime() - started);
    process.seconds(
        "cpu_seconds", "Total CPU user and system time in seconds", system::getProcessCpuTime);
    process.resident(status);
    process.bytes(
        "runtime_heap_alloc_bytes",
        "Bytes of objects on the Java heap, live or not collected yet",
        () -> memory.getHeapMemoryUsage().getUsed());
    process.bytes(
        "runtime_total_sys_memory_bytes",
        "Total bytes of memory obtained from the OS by the JVM",
        () -> systemBytes(memory));
    process.total(
        "runtime_total_alloc_bytes",
        "Cumulative bytes allocated for objects on the Java heap",
        threads::getTotalThreadAllocatedBytes);
  }

  private void seconds(String name, String description, LongSupplier nanos) {
    meter
        .counterBuilder("otelcol_process_" + name)
        .ofDoubles()
        .setDescription(description)
        .setUnit("s")
        .buildWithCallback(measurement -> measurement.record(nanos.getAsLong() / NANOS));
  }

  private void bytes(String name, String description, LongSupplier value) {
    meter
        .gaugeBuilder("otelcol_process_" + name)
        .ofLongs()
        .setDescription(description)
        .setUnit("By")
        .buildWithCallback(measurement -> measurement.record(value.getAsLong()));
  }

  private void total(String name, String description, LongSupplier value) {
    meter
        .counterBuilder("otelcol_process_" + name)
        .setDescription(description)
        .setUnit("By")
        .buildWithCallback(measurement -> measurement.record(value.getAsLong()));
  }

  private void resident(Path status) {
    meter
        .gaugeBuilder("otelcol_process_memory_rss")
        .ofLongs()
        .setDescription("Total physical memory (resident set size)")
        .setUnit("By")
        .buildWithCallback(measurement -> residentBytes(status).ifPresent(measurement::record));
  }

  /** What {@code VmRSS} says in that file. */
  static OptionalLong residentBytes(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** Heap, JVM data and buffers off the heap, telemetry's among them. */
  private static long systemBytes(MemoryMXBean memory) {
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return memory.getHeapMemoryUsage().getCommitted()
        + memory.getNonHeapMemoryUsage().getCommitted()
        + direct;
  }
}

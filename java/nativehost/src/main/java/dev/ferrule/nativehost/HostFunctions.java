package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What the host offers to one plugin: the targets of {@link HostTable}. Any thread calls them, Java
 * threads and threads of the plugin. Whatever they throw is caught there.
 */
final class HostFunctions {
  private static final int MAX_MESSAGE_BYTES = 64 << 10;
  private static final int MAX_TARGET_BYTES = 1 << 10;
  private static final int MAX_NAME_BYTES = 4 << 10;

  private final String plugin;
  private final Components components;
  private final Tokens tokens;
  private final HostBufs bufs = new HostBufs();
  private final Series series = new Series();
  private final AtomicInteger adopted = new AtomicInteger();
  final LongAdder failed = new LongAdder();
  // Set by each load; the last collector that loaded the plugin gets what belongs to no component.
  private volatile Logger logger;

  HostFunctions(String plugin, Logger logger, Components components, Tokens tokens) {
    this.plugin = plugin;
    this.logger = logger;
    this.components = components;
    this.tokens = tokens;
  }

  void logger(Logger newLogger) {
    logger = newLogger;
  }

  Logger logger() {
    return logger;
  }

  HostBufs bufs() {
    return bufs;
  }

  Series series() {
    return series;
  }

  int logEnabled(MemorySegment ctx, long ref, int severity) {
    adopt();
    return loggerOf(ref).isEnabledForLevel(NativeLog.level(severity)) ? 1 : 0;
  }

  void log(
      MemorySegment ctx,
      long ref,
      int severity,
      MemorySegment target,
      MemorySegment message,
      MemorySegment fieldsJson) {
    adopt();
    NativeLog.write(
        loggerOf(ref),
        NativeLog.level(severity),
        Memory.text(target, MAX_TARGET_BYTES),
        Memory.text(message, MAX_MESSAGE_BYTES),
        Memory.text(fieldsJson, MAX_MESSAGE_BYTES));
  }

  void reportStatus(MemorySegment ctx, long ref, int status, MemorySegment error) {
    adopt();
    @Nullable NativeExtension component = components.find(ref);
    if (component == null) {
      return;
    }
    @Nullable Status known = status(status);
    if (known == null) {
      component.logger().warn("the component reported status {}, which does not exist", status);
      return;
    }
    component.report(
        switch (known) {
          case RECOVERABLE_ERROR, PERMANENT_ERROR, FATAL_ERROR -> {
            // The code of the error need not be set, so it says nothing here.
            Outcome why = Outcome.borrow(Abi.E_INTERNAL, error);
            yield new StatusEvent(
                known, why.message().isEmpty() ? "the component gave no reason" : why.message());
          }
          default -> StatusEvent.of(known);
        });
  }

  private static @Nullable Status status(int number) {
    return switch (number) {
      case Abi.STATUS_STARTING -> Status.STARTING;
      case Abi.STATUS_OK -> Status.OK;
      case Abi.STATUS_RECOVERABLE_ERROR -> Status.RECOVERABLE_ERROR;
      case Abi.STATUS_PERMANENT_ERROR -> Status.PERMANENT_ERROR;
      case Abi.STATUS_FATAL_ERROR -> Status.FATAL_ERROR;
      case Abi.STATUS_STOPPING -> Status.STOPPING;
      case Abi.STATUS_STOPPED -> Status.STOPPED;
      default -> null;
    };
  }

  void complete(MemorySegment ctx, long token, int code, MemorySegment error) {
    adopt();
    Outcome outcome = Outcome.failure(Abi.E_INTERNAL, "the host could not read how it ended");
    try {
      outcome = Outcome.borrow(code, error);
    } finally {
      // Whatever is wrong with the error, somebody waits for the token.
      tokens.complete(token, outcome);
    }
  }

  int defineMetric(
      MemorySegment ctx, long ref, MemorySegment metric, MemorySegment out, MemorySegment error) {
    adopt();
    return answer(
        error,
        () -> {
          MetricDefinition definition = MetricDefinition.read(metric);
          requireOut(out);
          Memory.at(out, Long.BYTES).set(JAVA_LONG, 0, component(ref).metrics().define(definition));
        });
  }

  void record(MemorySegment ctx, long number, double value) {
    adopt();
    series.record(number, value);
  }

  int findExtension(
      MemorySegment ctx,
      long ref,
      MemorySegment id,
      MemorySegment interfaceName,
      MemorySegment out,
      MemorySegment error) {
    adopt();
    return answer(
        error,
        () -> {
          requireOut(out);
          component(ref)
              .finds()
              .find(Memory.text(id, MAX_NAME_BYTES), Memory.text(interfaceName, MAX_NAME_BYTES))
              .write(Memory.at(out, Layout.FerruleInterface.BYTES));
        });
  }

  int describe(
      MemorySegment ctx, long ref, MemorySegment subject, MemorySegment out, MemorySegment error) {
    adopt();
    return answer(
        error,
        () -> {
          requireOut(out);
          String wanted = Memory.text(subject, MAX_NAME_BYTES);
          if (!wanted.equals("service")) {
            throw new Refusal(
                Abi.E_UNSUPPORTED, "the host can describe \"service\", not \"" + wanted + "\"");
          }
          bufs.give(
              ServiceJson.of(component(ref).host().service()),
              Memory.at(out, Layout.FerruleBuf.BYTES));
        });
  }

  void release(MemorySegment buf) {
    bufs.release(buf);
  }

  private interface Body {
    void run() throws Refusal;
  }

  private int answer(MemorySegment error, Body body) {
    try {
      body.run();
      return Abi.OK;
    } catch (Refusal e) {
      return bufs.fail(e.outcome(), error);
    }
  }

  static void requireOut(MemorySegment out) throws Refusal {
    if (Memory.isNull(out)) {
      throw new Refusal("there is no place for the result");
    }
  }

  private NativeExtension component(long ref) throws Refusal {
    @Nullable NativeExtension component = components.find(ref);
    if (component == null) {
      throw new Refusal("there is no component " + ref);
    }
    return component;
  }

  /** The end of a call that threw: there is nobody to tell, so it is counted. */
  void failed(Throwable t) {
    failed.increment();
    try {
      logger.error("a call from native plugin {} to the host failed", plugin, t);
    } catch (Throwable again) { // nothing may reach native code, not even that
      failed.increment();
    }
  }

  int failedWithNo(Throwable t) {
    failed(t);
    return 0;
  }

  int failedWithError(Throwable t) {
    failed(t);
    return Abi.E_INTERNAL;
  }

  private Logger loggerOf(long ref) {
    @Nullable NativeExtension component = components.find(ref);
    return component == null ? logger : component.logger();
  }

  /** Gives a thread of the plugin, on its first call, what a Java thread has. */
  private void adopt() {
    Thread thread = Thread.currentThread();
    if (thread.getContextClassLoader() == null && !thread.isVirtual()) {
      thread.setContextClassLoader(HostFunctions.class.getClassLoader());
      thread.setName("native-" + plugin + "-" + adopted.getAndIncrement());
    }
  }
}

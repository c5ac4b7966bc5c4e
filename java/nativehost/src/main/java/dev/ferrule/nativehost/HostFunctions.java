package dev.ferrule.nativehost;

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

  private final String plugin;
  private final Components components;
  private final Tokens tokens;
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

  void reportStatus(MemorySegment ctx, long ref, int status, MemorySegment message) {
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
    String text = Memory.text(message, MAX_MESSAGE_BYTES);
    component.report(
        switch (known) {
          case RECOVERABLE_ERROR, PERMANENT_ERROR, FATAL_ERROR ->
              new StatusEvent(known, text.isEmpty() ? "the component gave no reason" : text);
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
    tokens.complete(token, Outcome.borrow(code, error));
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

  int failedWithNumber(Throwable t) {
    failed(t);
    return 0;
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

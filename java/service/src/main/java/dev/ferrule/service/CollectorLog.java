package dev.ferrule.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.status.OnErrorConsoleStatusListener;
import dev.ferrule.component.ComponentException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;

/**
 * The log of one collector. Each collector has its own, so that several can run in one JVM with
 * settings of their own. Loggers may be used by any thread.
 */
public final class CollectorLog implements AutoCloseable {
  /** Attribute: the component's configured id. */
  public static final String COMPONENT_ID = "otelcol.component.id";

  /** Attribute: the component's kind, in lower case. */
  public static final String COMPONENT_KIND = "otelcol.component.kind";

  /** Attribute: the pipeline of a processor. */
  public static final String PIPELINE_ID = "otelcol.pipeline.id";

  /** Attribute: the signal of an exporter or processor. */
  public static final String SIGNAL = "otelcol.signal";

  private final LoggerContext context = new LoggerContext();
  private final Logger root;

  private CollectorLog(TelemetryConfig.Logs config) {
    context.setName("collector");
    // Each event asks for it, though nothing here uses diagnostic contexts.
    context.setMDCAdapter(new LogbackMDCAdapter());
    // A log that cannot be written, such as on a full disk, says so on stderr.
    OnErrorConsoleStatusListener troubles = new OnErrorConsoleStatusListener();
    troubles.setContext(context);
    troubles.start();
    context.getStatusManager().add(troubles);
    ch.qos.logback.classic.Logger logger = context.getLogger(Logger.ROOT_LOGGER_NAME);
    // What is more severe than an error to Go's logger does not come up here.
    logger.setLevel(Level.toLevel(config.severity().toUpperCase(Locale.ROOT), Level.OFF));
    root = logger;
    boolean stackTraces = !config.disableStacktrace() && logger.isDebugEnabled();
    try {
      for (String output : config.outputPaths()) {
        logger.addAppender(
            appender(
                output,
                new LineEncoder(
                    config.encoding(),
                    config.initialFields(),
                    stackTraces,
                    ZoneId.systemDefault())));
      }
    } catch (RuntimeException e) {
      context.stop();
      throw e;
    }
    context.start();
  }

  /**
   * Opens the log.
   *
   * @throws ComponentException if an output cannot be written to
   */
  public static CollectorLog open(TelemetryConfig.Logs config) {
    return new CollectorLog(config);
  }

  /** A log that drops every line. */
  public static CollectorLog silent() {
    return new CollectorLog(TelemetryConfig.Logs.NOWHERE);
  }

  private Appender<ILoggingEvent> appender(String output, LineEncoder encoder) {
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setName(output);
    encoder.setContext(context);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(
        switch (output) {
          case "stderr" -> new Unclosed(System.err);
          case "stdout" -> new Unclosed(System.out);
          default -> file(output);
        });
    appender.start();
    return appender;
  }

  private static OutputStream file(String path) {
    try {
      return Files.newOutputStream(
          Path.of(path), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new ComponentException("cannot write the log to " + path + ": " + e.getMessage(), e);
    }
  }

  /** The collector's own logger. */
  public Logger logger() {
    return root;
  }

  /** A logger that adds attributes to every line. */
  public Logger logger(Map<String, String> attributes) {
    return new ComponentLogger(root, attributes);
  }

  @Override
  public void close() {
    context.stop();
  }

  /** A stream of the process, which the log flushes but must not close. */
  private static final class Unclosed extends OutputStream {
    private final PrintStream stream;

    Unclosed(PrintStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int b) {
      stream.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      stream.write(bytes, offset, length);
    }

    @Override
    public void flush() {
      stream.flush();
    }

    @Override
    public void close() {
      stream.flush();
    }
  }
}

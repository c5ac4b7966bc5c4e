package dev.ferrule.service;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Brings what libraries log (Netty through slf4j, gRPC through java.util.logging) into a
 * collector's log. Both are static parts of the process, so only the command line does this, for
 * its one collector.
 */
public final class LibraryLogs {
  private LibraryLogs() {}

  /** Warnings and errors of libraries go to that log from now on; the rest is dropped. */
  public static void sendTo(CollectorLog log) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      throw new IllegalStateException("slf4j is not bound to logback but to " + factory);
    }
    context.reset();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(ch.qos.logback.classic.Level.WARN);
    Forward forward = new Forward(log.logger());
    forward.setContext(context);
    forward.start();
    root.addAppender(forward);

    LogManager.getLogManager().reset();
    java.util.logging.Logger.getLogger("").setLevel(Level.WARNING);
    SLF4JBridgeHandler.install();
  }

  private static final class Forward extends AppenderBase<ILoggingEvent> {
    private final Logger target;

    Forward(Logger target) {
      this.target = target;
    }

    @Override
    protected void append(ILoggingEvent event) {
      LoggingEventBuilder line =
          target
              .makeLoggingEventBuilder(
                  event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.ERROR)
                      ? org.slf4j.event.Level.ERROR
                      : org.slf4j.event.Level.WARN)
              .addKeyValue("library", event.getLoggerName());
      if (event.getThrowableProxy() != null) {
        line = line.addKeyValue("error", event.getThrowableProxy().getMessage());
      }
      line.log(event.getFormattedMessage());
    }
  }
}

package dev.ferrule.exporter.debug.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;

/** Keeps what is logged: the message and the pairs in their order. */
final class RecordingLogger extends LegacyAbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;

  /** An event as far as the tests look at it. */
  record Logged(Level level, String message, List<String> pairs) {}

  private final transient List<Logged> logged = new ArrayList<>();
  private final Level threshold;

  RecordingLogger(Level threshold) {
    this.name = "test";
    this.threshold = threshold;
  }

  List<Logged> logged() {
    return logged;
  }

  @Override
  public void log(LoggingEvent event) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    logged.add(
        new Logged(
            event.getLevel(),
            event.getMessage(),
            pairs == null
                ? List.of()
                : pairs.stream().map(pair -> pair.key + "=" + pair.value).toList()));
  }

  private boolean enabled(Level level) {
    return level.toInt() >= threshold.toInt();
  }

  @Override
  public boolean isTraceEnabled() {
    return enabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return enabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return enabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return enabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return enabled(Level.ERROR);
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return Objects.requireNonNull(RecordingLogger.class.getCanonicalName());
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String message,
      Object @Nullable [] arguments,
      @Nullable Throwable cause) {
    logged.add(new Logged(level, String.valueOf(message), List.of()));
  }
}

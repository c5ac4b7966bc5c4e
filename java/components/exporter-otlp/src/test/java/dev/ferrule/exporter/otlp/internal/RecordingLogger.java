package dev.ferrule.exporter.otlp.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.spi.LoggingEventAware;

/** Keeps what is logged. */
final class RecordingLogger extends AbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;

  record Line(Level level, String message, Map<String, Object> fields) {}

  private final transient List<Line> lines = new CopyOnWriteArrayList<>();

  List<Line> lines() {
    return lines;
  }

  /** Waits until that was logged. */
  void await(String message) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    synchronized (lines) {
      while (lines(message).isEmpty()) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("never logged: " + message + ", but " + lines);
        }
        lines.wait(left);
      }
    }
  }

  private void add(Line line) {
    synchronized (lines) {
      lines.add(line);
      lines.notifyAll();
    }
  }

  List<Line> lines(String message) {
    return lines.stream().filter(line -> line.message().equals(message)).toList();
  }

  @Override
  public void log(LoggingEvent event) {
    Map<String, Object> fields = new TreeMap<>();
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        fields.put(pair.key, pair.value);
      }
    }
    add(new Line(event.getLevel(), event.getMessage(), fields));
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    add(new Line(level, message, Map.of()));
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return true;
  }

  @Override
  public boolean isTraceEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isDebugEnabled() {
    return true;
  }

  @Override
  public boolean isDebugEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isInfoEnabled() {
    return true;
  }

  @Override
  public boolean isInfoEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public boolean isWarnEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled(Marker marker) {
    return true;
  }
}

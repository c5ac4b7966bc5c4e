package dev.ferrule.testkit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** Keeps what is logged, from a level on. Any thread. */
public final class RecordingLogger extends LegacyAbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;

  /**
   * One record.
   *
   * @param message with its arguments in place
   * @param fields by key; a null value is the text {@code null}
   * @param thrown the exception that went with it
   */
  public record Line(
      Level level, String message, Map<String, String> fields, @Nullable Throwable thrown) {}

  private final Level least;
  private final transient List<Line> lines = new CopyOnWriteArrayList<>();

  /** A logger that keeps everything. */
  public RecordingLogger() {
    this(Level.TRACE);
  }

  /** A logger that keeps records of that level and above. */
  public RecordingLogger(Level least) {
    this.least = least;
  }

  /** What was logged so far, in order. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** The records with that message. */
  public List<Line> lines(String message) {
    return lines.stream().filter(line -> line.message().equals(message)).toList();
  }

  /** The messages of that level. */
  public List<String> messages(Level level) {
    return lines.stream().filter(line -> line.level() == level).map(Line::message).toList();
  }

  @Override
  public void log(LoggingEvent event) {
    Map<String, String> fields = new TreeMap<>();
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        fields.put(pair.key, String.valueOf(pair.value));
      }
    }
    add(
        event.getLevel(),
        event.getMessage(),
        event.getArgumentArray(),
        fields,
        event.getThrowable());
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    add(level, message, arguments, Map.of(), thrown);
  }

  private void add(
      Level level,
      String message,
      Object @Nullable [] arguments,
      Map<String, String> fields,
      @Nullable Throwable thrown) {
    String whole =
        arguments == null ? message : MessageFormatter.basicArrayFormat(message, arguments);
    lines.add(new Line(level, whole, fields, thrown));
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  private boolean keeps(Level level) {
    return level.toInt() >= least.toInt();
  }

  @Override
  public boolean isTraceEnabled() {
    return keeps(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return keeps(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return keeps(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return keeps(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return keeps(Level.ERROR);
  }
}

package dev.ferrule.service;

import java.io.Serial;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;
import org.slf4j.spi.LoggingEventBuilder;

/** A logger that puts the attributes of its component before the fields of each line. */
final class ComponentLogger extends LegacyAbstractLogger implements LoggingEventAware {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Logger target;
  private final transient Map<String, String> attributes;

  ComponentLogger(Logger target, Map<String, String> attributes) {
    this.target = target;
    this.attributes = attributes;
    this.name = target.getName();
  }

  @Override
  public void log(LoggingEvent event) {
    LoggingEventBuilder line = start(event.getLevel());
    List<KeyValuePair> fields = event.getKeyValuePairs();
    if (fields != null) {
      for (KeyValuePair field : fields) {
        line = line.addKeyValue(field.key, field.value);
      }
    }
    finish(line, event.getMessage(), event.getArgumentArray(), event.getThrowable());
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    finish(start(level), message, arguments, thrown);
  }

  private LoggingEventBuilder start(Level level) {
    LoggingEventBuilder line = target.makeLoggingEventBuilder(level);
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      line = line.addKeyValue(attribute.getKey(), attribute.getValue());
    }
    return line;
  }

  private static void finish(
      LoggingEventBuilder begun,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    LoggingEventBuilder line = thrown == null ? begun : begun.setCause(thrown);
    if (arguments != null) {
      for (Object argument : arguments) {
        line = line.addArgument(argument);
      }
    }
    line.log(message);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return target.isTraceEnabled();
  }

  @Override
  public boolean isDebugEnabled() {
    return target.isDebugEnabled();
  }

  @Override
  public boolean isInfoEnabled() {
    return target.isInfoEnabled();
  }

  @Override
  public boolean isWarnEnabled() {
    return target.isWarnEnabled();
  }

  @Override
  public boolean isErrorEnabled() {
    return target.isErrorEnabled();
  }
}

package dev.ferrule.nativehost;

import dev.ferrule.component.ComponentException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Turns log records of native code into records of the component's logger. */
final class NativeLog {
  private NativeLog() {}

  /** The level of an OpenTelemetry severity number. */
  static Level level(int severity) {
    if (severity < Abi.DEBUG) {
      return Level.TRACE;
    } else if (severity < Abi.INFO) {
      return Level.DEBUG;
    } else if (severity < Abi.WARN) {
      return Level.INFO;
    }
    return severity < Abi.ERROR ? Level.WARN : Level.ERROR;
  }

  /**
   * Writes a record.
   *
   * @param target of the code, the key {@code target}; may be empty
   * @param fieldsJson empty or a JSON object, a key for each member; other text is kept as it is
   *     under the key {@code fields}
   */
  static void write(Logger logger, Level level, String target, String message, String fieldsJson) {
    LoggingEventBuilder builder = logger.atLevel(level);
    if (!target.isEmpty()) {
      builder = builder.addKeyValue("target", target);
    }
    if (!fieldsJson.isEmpty()) {
      builder = addFields(builder, fieldsJson);
    }
    builder.log(message);
  }

  /**
   * Writes down a call that failed, with all that the plugin said of it.
   *
   * @return what to throw, if anybody is to be told
   */
  static ComponentException failure(Logger logger, String step, Outcome outcome) {
    LoggingEventBuilder builder =
        logger
            .atError()
            .addKeyValue("error", outcome.describe())
            .addKeyValue("code", Abi.name(outcome.code()))
            .addKeyValue("permanence", outcome.permanence());
    if (!outcome.detailJson().isEmpty()) {
      builder = addFields(builder, outcome.detailJson());
    }
    builder.log("Native component failed in " + step + ".");
    return new ComponentException(outcome.describe());
  }

  private static LoggingEventBuilder addFields(LoggingEventBuilder builder, String fieldsJson) {
    JsonNode fields;
    try {
      fields = Json.read(fieldsJson);
    } catch (JacksonException e) {
      return builder.addKeyValue("fields", fieldsJson);
    }
    if (!fields.isObject()) {
      return builder.addKeyValue("fields", fieldsJson);
    }
    LoggingEventBuilder all = builder;
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      all = all.addKeyValue(field.getKey(), Json.plain(field.getValue()));
    }
    return all;
  }
}

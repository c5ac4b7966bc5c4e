package dev.ferrule.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * Writes log lines the way zap, the Go Collector's logger, does. Lines do not name their caller:
 * finding it out would cost more than the line.
 */
final class LineEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = new byte[0];

  private final TelemetryConfig.Encoding encoding;
  private final Map<String, String> initialFields;
  private final boolean stackTraces;
  private final DateTimeFormatter time;

  /**
   * An encoder.
   *
   * @param initialFields added to every line, before its own fields
   * @param stackTraces whether exceptions are written with their stack
   * @param zone of time stamps
   */
  LineEncoder(
      TelemetryConfig.Encoding encoding,
      Map<String, String> initialFields,
      boolean stackTraces,
      ZoneId zone) {
    this.encoding = encoding;
    this.initialFields = initialFields;
    this.stackTraces = stackTraces;
    this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX").withZone(zone);
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    String line =
        switch (encoding) {
          case CONSOLE -> console(event);
          case JSON -> json(event);
        };
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private String console(ILoggingEvent event) {
    Map<String, Object> fields = fields(event);
    StringBuilder line =
        new StringBuilder(time.format(event.getInstant()))
            .append('\t')
            .append(level(event.getLevel()))
            .append('\t')
            .append(event.getFormattedMessage());
    if (!fields.isEmpty()) {
      line.append('\t').append(JsonText.object(fields));
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null && stackTraces) {
      line.append('\n').append(ThrowableProxyUtil.asString(thrown).stripTrailing());
    }
    return line.toString();
  }

  private String json(ILoggingEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("level", level(event.getLevel()));
    line.put("ts", time.format(event.getInstant()));
    line.put("msg", event.getFormattedMessage());
    line.putAll(fields(event));
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null && stackTraces) {
      line.put("stacktrace", ThrowableProxyUtil.asString(thrown).stripTrailing());
    }
    return JsonText.object(line);
  }

  private Map<String, Object> fields(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>(initialFields);
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        fields.put(pair.key, pair.value);
      }
    }
    if (event.getThrowableProxy() != null) {
      fields.putIfAbsent("error", causes(event.getThrowableProxy()));
    }
    return fields;
  }

  private static String causes(IThrowableProxy thrown) {
    StringBuilder text = new StringBuilder();
    for (IThrowableProxy at = thrown; at != null; at = at.getCause()) {
      String message =
          at.getMessage() == null || at.getMessage().isEmpty()
              ? at.getClassName()
              : at.getMessage();
      // A cause that only repeats its effect says nothing.
      if (!text.toString().contains(message)) {
        text.append(text.isEmpty() ? "" : ": ").append(message);
      }
    }
    return text.toString();
  }

  private static String level(Level level) {
    return level.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}

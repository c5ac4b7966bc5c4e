package dev.ferrule.exporter.debug.internal;

import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** The Collector's own log, at level Info. */
record LoggerOutput(Logger logger) implements Output {

  @Override
  public void open() {}

  @Override
  public boolean isEnabled() {
    return logger.isInfoEnabled();
  }

  @Override
  public void write(Entry entry) {
    LoggingEventBuilder event = logger.atInfo();
    for (Entry.Count count : entry.counts()) {
      event = event.addKeyValue(count.name(), count.value());
    }
    event.log(entry.message());
  }

  @Override
  public void close() {}
}

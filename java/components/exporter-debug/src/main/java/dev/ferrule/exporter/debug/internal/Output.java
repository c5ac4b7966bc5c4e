package dev.ferrule.exporter.debug.internal;

/** Where entries go. Safe for use by several threads. */
interface Output extends AutoCloseable {

  /**
   * Gets ready for entries.
   *
   * @throws dev.ferrule.component.ComponentException if a file cannot be opened
   */
  void open();

  /** Whether entries would be seen at all. */
  boolean isEnabled();

  /** Prints an entry. An output that fails says so in the log; telemetry goes on. */
  void write(Entry entry);

  /** Gives up what {@link #open} took. Safe without it, and twice. */
  @Override
  void close();
}

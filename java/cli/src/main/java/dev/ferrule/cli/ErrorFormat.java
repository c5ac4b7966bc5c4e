package dev.ferrule.cli;

/** How a failure is told. */
enum ErrorFormat {
  /** For people. */
  TEXT,
  /** One JSON object, for tools. */
  JSON
}

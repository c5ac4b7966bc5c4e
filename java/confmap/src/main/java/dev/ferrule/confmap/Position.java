package dev.ferrule.confmap;

/**
 * Where a piece of configuration was written.
 *
 * @param source a file path as the user gave it, or what stands for one: {@code --set 1}, {@code
 *     env:NAME}, {@code built-in configuration}
 * @param line from 1; 0 if the source has no lines
 * @param column from 1; 0 if the source has no lines
 */
public record Position(String source, int line, int column) {

  /** {@code source:line:column}, or just the source if it has no lines. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}

package dev.ferrule.confmap.internal;

/** How large a configuration may be; far above any real one, so that a bad one ends early. */
final class Limits {
  /** Bytes of one file or download. */
  static final int SOURCE_BYTES = 16 << 20;

  /** Maps and lists within each other. */
  static final int DEPTH = 200;

  /** Values in one document or one configuration, each alias and reference counted in full. */
  static final int NODES = 400_000;

  /** Characters of one string after expansion. */
  static final int EXPANDED_CHARS = 4 << 20;

  /** Characters of all such strings, each round counted. */
  static final long ALL_EXPANDED_CHARS = 32 << 20;

  /** Rounds of expansion of one value, as in the Go Collector. */
  static final int ROUNDS = 1000;

  private Limits() {}
}

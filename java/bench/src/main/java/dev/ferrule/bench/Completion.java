package dev.ferrule.bench;

/** What happens when native code completes a token. */
@FunctionalInterface
interface Completion {
  /** Any thread, native ones too. */
  void complete(long token, int code);
}

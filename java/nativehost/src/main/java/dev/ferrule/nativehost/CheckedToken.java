package dev.ferrule.nativehost;

import java.util.concurrent.CompletableFuture;

/** A token that a check gave out. It ends once, by a completion or because none may come. */
final class CheckedToken {
  private final long number;
  private final String of;
  private final CompletableFuture<Outcome> end = new CompletableFuture<>();

  /**
   * A token that is open.
   *
   * @param of what it is for: {@code start of x/1}
   */
  CheckedToken(long number, String of) {
    this.number = number;
    this.of = of;
  }

  long number() {
    return number;
  }

  String of() {
    return of;
  }

  /** Ends it. False if it had ended. */
  boolean complete(Outcome outcome) {
    return end.complete(outcome);
  }

  /** What it ends with. */
  CompletableFuture<Outcome> end() {
    return end;
  }
}

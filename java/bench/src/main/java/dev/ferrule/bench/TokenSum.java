package dev.ferrule.bench;

/** Adds up the tokens that were completed; native locks keep its threads one after the other. */
final class TokenSum implements Completion {
  private long sum;

  @Override
  public void complete(long token, int code) {
    sum += token + code;
  }

  /** The sum, which must be that of the tokens 1 to {@code count}; starts anew. */
  long take(long count) {
    long taken = Checksum.same(count * (count + 1) / 2, sum);
    sum = 0;
    return taken;
  }
}

package dev.ferrule.pdata;

import java.io.Writer;
import tools.jackson.core.JsonParser;

/** The characters of one short value: a number, an id, a name. Reused from value to value. */
final class JsonText extends Writer {
  /** The most characters of a value. */
  static final int MAX_LENGTH = 1000;

  private final char[] chars = new char[MAX_LENGTH];
  private int length;

  /**
   * Takes the value at which the parser stands.
   *
   * @throws MalformedOtlpException if it is too long
   */
  void take(JsonParser json) {
    length = 0;
    json.readString(this);
  }

  @Override
  public void write(char[] source, int offset, int count) {
    int fitting = Math.min(count, MAX_LENGTH - length);
    System.arraycopy(source, offset, chars, length, fitting);
    length += fitting;
    if (fitting < count) {
      throw new MalformedOtlpException(
          "%s has more than %d characters".formatted(quoted(), MAX_LENGTH));
    }
  }

  /** The characters; as many as {@link #length} says are of this value. */
  char[] chars() {
    return chars;
  }

  int length() {
    return length;
  }

  /** As it goes into an error. */
  String quoted() {
    return JsonPlace.quote(toString());
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}

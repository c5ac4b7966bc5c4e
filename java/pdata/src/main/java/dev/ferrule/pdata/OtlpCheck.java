package dev.ferrule.pdata;

import java.lang.foreign.MemorySegment;

/**
 * The check at the door. It refuses what the Go Collector refuses:
 *
 * <ul>
 *   <li>bytes that are not protobuf: cut off, overlong, with a length past the end of the message;
 *   <li>a known field in another wire type than its own; repeated numbers may be packed or not;
 *   <li>a trace id that has neither 16 bytes nor none, or a span id that has neither 8 nor none.
 * </ul>
 *
 * <p>And more, so that nothing behind the door can fail on a batch:
 *
 * <ul>
 *   <li>a string that is not valid UTF-8;
 *   <li>more than {@link #MAX_DEPTH} messages or groups inside each other;
 *   <li>a group that is closed by another number than it was opened with, and a field number or a
 *       length that protobuf has no room for;
 *   <li>items in a field that OTLP has removed (number 1000): nothing reads it any more, so they
 *       would be acknowledged and lost.
 * </ul>
 *
 * <p>Unknown fields, groups among them, are walked over. Any number is good in an enum.
 */
public final class OtlpCheck {
  /** How deep messages may nest below the request; the limit of most protobuf parsers. */
  public static final int MAX_DEPTH = 100;

  private OtlpCheck() {}

  /**
   * Walks a request once, without keeping anything of it.
   *
   * <p>Every item on the wire counts. A metric that carries two kinds of data breaks the rule that
   * it has one; all of its points count then, although readers see the last kind only.
   *
   * @param bytes an {@code Export<Signal>ServiceRequest} of less than 2 GiB
   * @return spans, data points or log records in it
   * @throws MalformedOtlpException at the first defect, with its offset and field path, such as
   *     {@code offset 123: resource_spans.scope_spans.spans.name: not valid UTF-8}
   */
  public static int countItems(Signal signal, MemorySegment bytes) {
    return new OtlpWalk(signal, bytes).countItems();
  }
}

package dev.ferrule.pdata;

import java.lang.foreign.MemorySegment;

/** The check at the door. */
public final class OtlpCheck {
  private OtlpCheck() {}

  /**
   * Walks a request once: well-formed protobuf wire format for the OTLP message of that signal,
   * valid UTF-8 in every string field, nesting within limits. Unknown fields are walked over.
   *
   * @param bytes an {@code Export<Signal>ServiceRequest}
   * @return spans, data points or log records in it
   * @throws MalformedOtlpException at the first defect, with its offset and field path
   */
  public static int countItems(Signal signal, MemorySegment bytes) {
    if (bytes.byteSize() == 0) {
      return 0;
    }
    throw new MalformedOtlpException("not written yet");
  }
}

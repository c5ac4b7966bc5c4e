package dev.ferrule.config;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A POST to send.
 *
 * @param url where to
 * @param headers such as {@code Content-Type}; configured ones take their place
 * @param body borrowed until the call returned, at most 2 GiB
 * @param deadlineNanos when the caller stops waiting, on the scale of {@link System#nanoTime()}
 */
public record HttpUpload(
    HttpUrl url, Map<String, String> headers, MemorySegment body, OptionalLong deadlineNanos) {
  /** Copies the headers. */
  public HttpUpload {
    headers = Map.copyOf(headers);
  }
}

package dev.ferrule.pdata;

import java.io.InputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * OTLP/JSON, the JSON encoding of the OTLP specification. It is the JSON mapping of protobuf, with
 * these rules:
 *
 * <ul>
 *   <li>A name is in lowerCamelCase or as the .proto file has it. Unknown ones are passed over with
 *       whatever they hold, except for those of items in an OTLP of before 1.0: nothing reads them
 *       any more, so they would be acknowledged and lost.
 *   <li>{@code null} is no value. In a list it stands for an empty message or an empty string, and
 *       is refused among numbers.
 *   <li>Trace and span ids are hex digits in either case, of the right number or none. Other bytes
 *       are base64, of either alphabet, padded or not, with or without line breaks.
 *   <li>A number may stand in quotes. An integer may have a fraction of zeros and an exponent, and
 *       must be in the range of its field. A double may be {@code "NaN"}, {@code "Infinity"} or
 *       {@code "-Infinity"}.
 *   <li>An enum is a number, which may be one that nobody knows, or the name of one that is known.
 *   <li>Of a key that is there twice the last value counts; lists add up, and messages merge, field
 *       by field. Of the fields that exclude each other, such as the kinds of an attribute's value,
 *       the last one counts and the others leave no trace.
 * </ul>
 *
 * <p>So does the Go Collector, except that it takes no unpadded base64 and no other alphabet than
 * the standard one, no fraction and no exponent in an integer, makes {@code null} an empty string
 * or an error, and does not look behind the end of the request. Stricter than there, text must be
 * Unicode: valid UTF-8 without lone surrogates. An unknown name has at most 1024 bytes, a number
 * 1000 characters, and messages nest as {@link OtlpCheck#MAX_DEPTH} says.
 */
public final class OtlpJson {
  /** Most requests are larger; those that are not cost no more than they must. */
  private static final int FIRST_BYTES = 4 << 10;

  /** Static because it holds nothing of a request: only the spelling of names, up to a bound. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(new JsonLimits())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .build();

  private OtlpJson() {}

  /**
   * Reads an {@code Export<Signal>ServiceRequest} in OTLP/JSON and writes it as protobuf into
   * pooled memory. Nothing of the request is kept on the heap but the value that is being read.
   *
   * @param json UTF-8; read to its end, not closed
   * @return a checked and counted batch, owned by the caller
   * @throws MalformedOtlpException if it is not valid, with line, column and path, such as {@code
   *     line 1, column 52: resourceSpans[0].scopeSpans[1].spans[3].kind: …}; columns count bytes
   * @throws PoolExhaustedException if the pool has no room
   * @throws java.io.UncheckedIOException if the stream fails
   */
  public static Batch read(Signal signal, InputStream json, BufferPool pool) {
    try (WritableBuffer buffer = pool.allocate(FIRST_BYTES)) {
      WireWriter out = new WireWriter(buffer);
      int items;
      try (JsonParser parser =
          JSON.createParser(ObjectReadContext.empty(), new Utf8InputStream(json))) {
        items = new OtlpJsonReader(parser, out).read(OtlpSchema.request(signal));
      }
      return buffer.freeze(signal, items, out.position());
    }
  }
}

package dev.ferrule.exporter.otlp.internal;

import dev.ferrule.pdata.Signal;
import java.nio.ByteBuffer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** An export response in OTLP/JSON. */
final class JsonAnswer {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser in;
  private final String rejectedName;
  private long rejected;
  private String message = "";

  private JsonAnswer(JsonParser in, String rejectedName) {
    this.in = in;
    this.rejectedName = rejectedName;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static PartialSuccess read(ByteBuffer body, Signal signal) {
    byte[] json = new byte[body.remaining()];
    body.duplicate().get(json);
    String rejectedName =
        switch (signal) {
          case TRACES -> "rejectedSpans";
          case METRICS -> "rejectedDataPoints";
          case LOGS -> "rejectedLogRecords";
        };
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      JsonAnswer answer = new JsonAnswer(parser, rejectedName);
      answer.readResponse();
      return new PartialSuccess(answer.rejected, answer.message);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private void readResponse() {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("not an object");
    }
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      if (in.nextToken() == JsonToken.START_OBJECT && name.equals("partialSuccess")) {
        readPartialSuccess();
      } else {
        in.skipChildren();
      }
    }
  }

  private void readPartialSuccess() {
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      in.nextToken();
      if (name.equals(rejectedName)) {
        // A 64-bit integer stands in quotes.
        rejected = Long.parseLong(in.getString());
      } else if (name.equals("errorMessage")) {
        message = in.getString();
      } else {
        in.skipChildren();
      }
    }
  }
}

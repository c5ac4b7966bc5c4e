package dev.ferrule.pdata;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * One walk over one request in JSON, which writes it as protobuf. Whatever finds a value at fault
 * throws a {@link MalformedOtlpException} that says what is wrong; where is added at the top, since
 * the parser knows it.
 */
final class OtlpJsonReader {
  private final JsonParser json;
  private final WireWriter out;
  private final JsonValues values;
  private int items;

  OtlpJsonReader(JsonParser json, WireWriter out) {
    this.json = json;
    this.out = out;
    this.values = new JsonValues(json, out);
  }

  /** Reads the document to its end; returns how many items it has. */
  int read(MessageType request) {
    try {
      JsonPlace.expect(JsonToken.START_OBJECT, json.nextToken());
      message(request, 0);
      if (json.nextToken() != null) {
        throw new MalformedOtlpException("the document goes on after its end");
      }
      return items;
    } catch (MalformedOtlpException e) {
      boolean ended = json.currentToken() == null;
      throw JsonPlace.malformed(
          json, ended ? json.currentLocation() : json.currentTokenLocation(), e.getMessage());
    } catch (JacksonIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw JsonPlace.malformed(json, json.currentLocation(), "not valid UTF-8");
      }
      throw new UncheckedIOException(e.getCause());
    } catch (UnexpectedEndOfInputException e) {
      throw JsonPlace.malformed(json, json.currentLocation(), "the document is cut off");
    } catch (JacksonException e) {
      TokenStreamLocation at = Objects.requireNonNullElse(e.getLocation(), json.currentLocation());
      // What follows is about the settings of the parser.
      String what = e.getOriginalMessage().replaceFirst("(, from|: enable) `.*`[^)]*", "");
      throw JsonPlace.malformed(json, at, what);
    }
  }

  /** Reads an object, whose start has been read, to its end. */
  private void message(MessageType type, int depth) {
    long seen = 0;
    // The last of the fields that exclude each other, if it is more than nothing.
    int choice = 0;
    int choiceEnd = 0;
    int choiceItems = 0;
    while (true) {
      int match = json.nextNameMatch(type.names());
      if (match == PropertyNameMatcher.MATCH_END_OBJECT) {
        return;
      }
      Field field = type.matched(match);
      JsonToken token = json.nextToken();
      if (field == null) {
        unknown(type);
      } else if (token == JsonToken.VALUE_NULL) {
        // No value; what the key had before stays.
      } else if (field.repeated) {
        list(field, token, depth);
      } else if (type.isChoice(field)) {
        out.cut(choice, choiceEnd);
        items -= choiceItems;
        choice = out.position();
        choiceItems = -items;
        field(field, token, depth);
        choiceEnd = out.position();
        choiceItems += items;
      } else {
        int start = out.position();
        boolean zero = field(field, token, depth);
        if (zero && !field.presence && (seen & 1L << field.number) == 0) {
          out.cut(start, out.position());
        }
        seen |= 1L << field.number;
      }
    }
  }

  private void unknown(MessageType type) {
    if (type.isRemoved(json.currentName())) {
      throw new MalformedOtlpException("no longer part of OTLP");
    }
    json.skipChildren();
  }

  private void list(Field field, JsonToken token, int depth) {
    JsonPlace.expect(JsonToken.START_ARRAY, token);
    JsonToken element = json.nextToken();
    if (!field.packed()) {
      for (; element != JsonToken.END_ARRAY; element = json.nextToken()) {
        field(field, element, depth);
      }
    } else if (element != JsonToken.END_ARRAY) {
      out.tag(field.number, WireType.LEN);
      int start = out.begin();
      for (; element != JsonToken.END_ARRAY; element = json.nextToken()) {
        values.write(field, element);
      }
      out.end(start);
    }
  }

  /** Writes a value with its tag; returns whether it is what no value stands for. */
  private boolean field(Field field, JsonToken token, int depth) {
    out.tag(field.number, field.wireType);
    MessageType nested = field.message;
    if (nested == null) {
      return values.write(field, token);
    }
    if (depth == OtlpCheck.MAX_DEPTH) {
      throw new MalformedOtlpException("nested more than %d deep".formatted(OtlpCheck.MAX_DEPTH));
    }
    items += nested.items;
    int start = out.begin();
    // A null can be here as an element of a list only.
    if (token != JsonToken.VALUE_NULL) {
      JsonPlace.expect(JsonToken.START_OBJECT, token);
      message(nested, depth + 1);
    }
    out.end(start);
    return false;
  }
}

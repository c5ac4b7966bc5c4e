package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problem;
import java.util.Iterator;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads YAML text in Go's dialect. */
final class YamlReader {
  /** Names the place of a line and column, both from 1. */
  interface Places {
    /** The position to report. */
    Position at(int line, int column);
  }

  private YamlReader() {}

  /**
   * Reads the first document.
   *
   * @throws ConfigException if the text is not valid YAML or too large
   */
  static YamlDocument read(String text, Places places) {
    String body = text.startsWith("\ufeff") ? text.substring(1) : text;
    // A buffer for all of it: the parser would copy what it holds of a long word again and again.
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(Integer.MAX_VALUE)
            .setBufferSize(Math.max(body.length(), 1))
            .build();
    try {
      Iterator<Event> events = new ParserImpl(settings, new StreamReader(settings, body));
      YamlDocument document = new NodeComposer(body, events, places).compose();
      return new YamlDocument(
          KeyPaths.split(document.root()), document.unusable(), document.unread());
    } catch (MarkedYamlEngineException e) {
      throw new ConfigException(List.of(YamlComplaint.of(e, body, places)));
    } catch (ReaderException e) {
      Position position = position(body, e.getPosition(), places);
      throw new ConfigException(
          List.of(
              new Problem(
                  position,
                  ConfigPath.ROOT,
                  "invalid YAML: the character U+%04X is not allowed".formatted(e.getCodePoint()),
                  e.getCodePoint() == 0 ? "is it text, and in UTF-8?" : null)));
    } catch (NumberFormatException e) {
      // The parser does not see that the text ends within such an escape.
      throw ConfigException.of(
          position(body, body.codePointCount(0, body.length()), places),
          "invalid YAML: an escape such as \\x41 is cut off");
    } catch (YamlEngineException e) {
      throw new ConfigException(List.of(YamlComplaint.of(places.at(1, 1), e.getMessage())));
    }
  }

  /** The place of a character, counted in code points like the parser's. */
  private static Position position(String text, int codePoints, Places places) {
    int at = text.offsetByCodePoints(0, codePoints);
    int line = 1;
    int start = 0;
    for (int i = 0; i < at; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
        line++;
        start = i + 1;
      }
    }
    return places.at(line, 1 + text.codePointCount(start, at));
  }
}

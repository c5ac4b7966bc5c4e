package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema that a settings record declares. */
final class SchemaTest {

  enum Size {
    SMALL,
    @Key("extra-large")
    LARGE
  }

  record Nested(Duration time) {
    static final Nested DEFAULTS = new Nested(Duration.ofSeconds(90));
  }

  @NotYet(key = "later", reason = "it is not there; leave it out")
  record Settings(
      String text,
      Opaque secret,
      boolean flag,
      int number,
      double real,
      Size size,
      List<String> list,
      Map<String, Nested> named,
      Optional<Nested> off,
      Optional<Integer> maybe,
      @Inline Nested inline) {
    static final Settings DEFAULTS =
        new Settings(
            "t",
            new Opaque(""),
            true,
            3,
            0.5,
            Size.LARGE,
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Nested.DEFAULTS);
  }

  @Test
  void saysWhatMayBeWritten() {
    String time =
        """
        {"type": ["string", "integer"], "pattern": "P", "default": "1m30s"}\
        """;
    String expected =
        """
        {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "text": {"type": "string", "default": "t"},
            "secret": {"type": "string", "writeOnly": true, "default": ""},
            "flag": {"type": "boolean", "default": true},
            "number": {"type": "integer", "maximum": 2147483647, "default": 3},
            "real": {"type": "number", "default": 0.5},
            "size": {"type": "string", "enum": ["small", "extra-large"], "default": "extra-large"},
            "list": {"type": ["array", "string"], "items": {"type": "string"}, "default": []},
            "named": {
              "type": "object",
              "additionalProperties": {
                "type": "object",
                "additionalProperties": false,
                "properties": {"time": TIME}
              },
              "default": {}
            },
            "off": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "time": TIME,
                "enabled": {
                  "type": "boolean",
                  "default": false,
                  "description": "Whether the section is on, which it is once it is written."
                }
              }
            },
            "maybe": {"type": "integer", "maximum": 2147483647},
            "time": TIME,
            "later": {
              "description": "Not supported yet: it is not there; leave it out",
              "not": {}
            }
          }
        }
        """
            .replace("TIME", time);
    JsonNode schema = ConfigType.of(Settings.DEFAULTS).schema();
    JsonMapper mapper = new JsonMapper();
    assertThat(mapper.readTree(schema.toString()))
        .isEqualTo(mapper.readTree(expected.replace("\"P\"", pattern(mapper))));
  }

  private static String pattern(JsonMapper mapper) {
    return mapper.writeValueAsString(GoDuration.PATTERN);
  }

  @Test
  void thePatternOfDurationsIsWhatIsRead() {
    for (String text :
        List.of(
            "0",
            "-0",
            "1s",
            "-1h2m3.5s",
            "+.5ms",
            "1.us",
            "1\u00b5s",
            "1",
            "s",
            "",
            "1 s",
            "1x",
            "--1s",
            "1h-2m",
            "1.5.5s",
            ".s")) {
      boolean read = true;
      try {
        GoDuration.parse(text);
      } catch (IllegalArgumentException e) {
        read = false;
      }
      assertThat(text.matches(GoDuration.PATTERN)).as(text).isEqualTo(read);
    }
  }

  @Test
  void findsWhatIsOfAType() {
    Settings settings = Decoded.of(ConfigType.of(Settings.DEFAULTS), "named: {a: {}}\noff:").good();
    assertThat(ConfigType.of(Settings.DEFAULTS).find(settings, Nested.class).keySet().toString())
        .isEqualTo("[named::a, off, ]");
  }
}

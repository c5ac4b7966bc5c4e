package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers, which are a map or a list of names with values. */
final class NameValueListTest {

  record Client(@NameValueList Map<String, Opaque> headers) {
    static final Client DEFAULTS = new Client(Map.of("d", new Opaque("default")));
  }

  private static final ConfigType<Client> TYPE = ConfigType.of(Client.DEFAULTS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{a: x, b: y}                             | {\"a\":\"x\",\"b\":\"y\"}",
        "[{name: a, value: x}, {name: b}]         | {\"a\":\"x\",\"b\":\"\"}",
        "[]                                       | {}",
        "{}                                       | {}",
        "                                         | {\"d\":\"default\"}",
        "[{name: a, value: 1}]                    | c.yaml:1:28: headers::0::value: expected string, got int",
        "[{name: a, valeu: x}]                    | c.yaml:1:21: headers::0::valeu: unknown key: did you mean",
        "[{name: a, value: x}, {name: a}]         | c.yaml:1:32: headers::1: duplicate keys in map-style list: [a]",
        "[a]                                      | c.yaml:1:11: headers::0: expected map, got string: write {name",
        "a                                        | c.yaml:1:10: headers: expected map, got string",
        "{a: 1}                                   | c.yaml:1:14: headers::a: expected string, got int",
      })
  void readsBothForms(String written, String expected) {
    Decoded<Client> decoded = Decoded.of(TYPE, "headers: " + (written == null ? "" : written));
    if (expected.startsWith("c.yaml")) {
      assertThat(decoded.problem()).startsWith(expected);
    } else {
      StringBuilder text = new StringBuilder();
      decoded
          .good()
          .headers()
          .forEach((name, value) ->
              text.append(text.isEmpty() ? "" : ",")
                  .append("\"%s\":\"%s\"".formatted(name, value.value())));
      assertThat("{" + text + "}").isEqualTo(expected);
    }
  }

  @Test
  void isPrintedAsAList() {
    Client client = Decoded.of(TYPE, "headers: {a: x$$$$y}").good();
    PrintStyle open = new PrintStyle(false, PrintStyle.Durations.TEXT);
    assertThat(TYPE.print(client, open))
        .hasToString("{\"headers\":[{\"name\":\"a\",\"value\":\"x$$$$y\"}]}");
    assertThat(TYPE.print(client, new PrintStyle(true, PrintStyle.Durations.TEXT)))
        .hasToString("{\"headers\":[{\"name\":\"a\",\"value\":\"[REDACTED]\"}]}");
  }
}

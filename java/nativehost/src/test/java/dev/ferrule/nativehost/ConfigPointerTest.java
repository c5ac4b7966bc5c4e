package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.confmap.ConfigNode.MapNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigPointerTest {
  // Lines 3 to 8.
  private static final MapNode SECTION =
      Yaml.settings(
          "endpoint: localhost:1",
          "tls:",
          "  cert: a.pem",
          "\"a/b~c\": 1",
          "list: [10, {deep: 11}]",
          "\"\": 12");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                | value | 3:5  | extensions::it",
        "/endpoint         | value | 3:15 | extensions::it::endpoint",
        "/endpoint         | key   | 3:5  | extensions::it::endpoint",
        // A map is looked for at its key.
        "/tls              | value | 4:5  | extensions::it::tls",
        "/tls/cert         | value | 5:13 | extensions::it::tls::cert",
        "/tls/cert         | key   | 5:7  | extensions::it::tls::cert",
        "/a~1b~0c          | value | 6:14 | extensions::it::a/b~c",
        "/list/0           | value | 7:12 | extensions::it::list::0",
        "/list/1/deep      | value | 7:23 | extensions::it::list::1::deep",
        "/list/1/deep      | key   | 7:17 | extensions::it::list::1::deep",
        "/                 | value | 8:9  | 'extensions::it::'",
        // What the user did not write: the innermost thing around it that is there.
        "/missing          | value | 3:5  | extensions::it::missing",
        "/tls/missing/deep | value | 4:5  | extensions::it::tls::missing::deep",
        "/tls/missing      | key   | 4:5  | extensions::it::tls::missing",
        "/list/2           | value | 7:11 | extensions::it::list::2",
        "/list/01          | value | 7:11 | extensions::it::list::01",
        "/list/-           | value | 7:11 | extensions::it::list::-",
        "/list/99999999999 | value | 7:11 | extensions::it::list::99999999999",
        "/endpoint/x       | value | 3:15 | extensions::it::endpoint::x",
        // Not a pointer.
        "endpoint          | value | 3:5  | extensions::it",
      })
  void leadsTo(String pointer, String at, String position, String path) {
    ConfigPointer place = ConfigPointer.follow(pointer, at.equals("key"), SECTION, Yaml.PATH);
    assertThat(place.position()).hasToString("test.yaml:" + position);
    assertThat(place.path()).hasToString(path);
  }

  @Test
  void hasNoPositionIfTheUserWroteNoSection() {
    ConfigPointer place = ConfigPointer.follow("/a", false, null, Yaml.PATH);
    assertThat(place.position()).isNull();
    assertThat(place.path()).hasToString("extensions::it::a");
  }
}

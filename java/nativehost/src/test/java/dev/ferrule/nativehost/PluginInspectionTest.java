package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.Kind;
import dev.ferrule.component.Stability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class PluginInspectionTest {
  private static final Duration LIMIT = Duration.ofSeconds(4);

  @TempDir Path directory;

  @Test
  void tellsEverythingThatAPluginSays() throws Exception {
    Path file = new CheckedLibraries(directory).fixture();
    List<String> steps = new ArrayList<>();
    PluginInspection found = PluginInspection.of(file, LIMIT, steps::add);
    assertThat(steps)
        .containsExactly(
            "loading the library",
            "opening it",
            "asking component \"c_fixture\" for its settings",
            "closing it");
    assertThat(found.path()).isEqualTo(file.toRealPath());
    assertThat(found.name()).isEqualTo("c-fixture");
    assertThat(found.version()).isEqualTo("1.2.3");
    assertThat(found.abiMajor()).isEqualTo(1);
    assertThat(found.manifest()).contains("\"language\" : \"C\"");
    assertThat(found.skipped()).isEmpty();
    PluginInspection.Component component = found.components().getFirst();
    assertThat(component.kind()).isEqualTo(Kind.EXTENSION);
    assertThat(component.type()).isEqualTo("c_fixture");
    assertThat(component.stability()).isEqualTo(Stability.DEVELOPMENT);
    assertThat(component.functions())
        .containsExactly("config_schema", "dependencies", "notify", "get_interface", "cancel");
    assertThat(component.defaults().orElseThrow()).contains("\"start\" : \"ok\"");
    assertThat(component.schema().orElseThrow()).contains("\"type\" : \"object\"");
    assertThat(component.faults()).isEmpty();

    JsonNode json = Json.read(found.toJson());
    assertThat(json.path("abi").path("major").intValue()).isEqualTo(1);
    assertThat(json.path("manifest").path("language").stringValue()).isEqualTo("C");
    assertThat(json.path("components").path(0).path("stability").stringValue())
        .isEqualTo("Development");
    assertThat(json.path("components").path(0).path("defaults").path("start").stringValue())
        .isEqualTo("ok");
  }

  @Test
  void aComponentThatOffersLittleIsShownAsItIs() {
    PluginInspection found = inspect("nothing");
    assertThat(found.manifest()).isEmpty();
    assertThat(found.components().getFirst().functions()).isEmpty();
    assertThat(found.components().getFirst().schema()).isEmpty();
    assertThat(Json.read(found.toJson()).path("manifest").isNull()).isTrue();
  }

  @Test
  void whatThisHostDoesNotKnowIsNamed() {
    PluginInspection found = inspect("newer_kind");
    assertThat(found.components()).isEmpty();
    assertThat(found.skipped()).singleElement().asString().contains("broken", "of kind 1");
    assertThat(found.abiMinor()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default_error|its message: no defaults today",
        "default_not_json|default_config gave no JSON",
        "default_not_object|default_config gave no JSON object",
        "schema_not_json|config_schema gave no JSON"
      })
  void faultsOfAComponentDoNotHideTheRest(String variant, String fault) {
    PluginInspection found = inspect(variant);
    assertThat(found.name()).isEqualTo("broken");
    assertThat(found.components().getFirst().faults()).singleElement().asString().contains(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no_entry|does not export ferrule_plugin_open_v1",
        "bad_magic|its magic number",
        "open_error|the licence has run out",
        "null_stats|has no stats",
        "hang_open|did not return within 4s"
      })
  void aFileThatIsNoPluginIsRefused(String variant, String why) {
    assertThatThrownBy(() -> inspect(variant))
        .isInstanceOf(NativePluginException.class)
        .hasMessageContaining("lib" + variant + ".so")
        .hasMessageContaining(why);
  }

  private PluginInspection inspect(String variant) {
    return PluginInspection.of(new CheckedLibraries(directory).broken(variant), LIMIT, step -> {});
  }
}

package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a native component says of its settings, at the place where the user wrote them. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Fixture.class)
final class ConfigTypeTest {
  private static final String AT = "test.yaml:2:7: extensions::it: ";

  @RegisterExtension private final Rig rig;

  ConfigTypeTest(Fixture fixture) {
    this.rig = new Rig(fixture);
  }

  private List<String> validate(String way) {
    return rig.problems("extensions:\n  it: {validate: %s}".formatted(way));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "receivers: {}",
        "extensions:\n  it:",
        "extensions:\n  it: {}",
        "extensions:\n  it: {list: [], note: {any: [thing, null]}, limits: {depth: 9.4}}",
      })
  void accepted(String yaml) {
    assertThat(rig.problems(yaml)).isEmpty();
  }

  @Test
  void everyProblemIsAtItsPlace() {
    List<String> problems =
        rig.problems(
            """
            extensions:
              it:
                start: [ok]
                limits:
                  depth: 10
                  label: ""
                  weight: 7
                list:
                  - 1
                  - two
                unknown:
                  deep: true
            """);
    assertThat(problems)
        .extracting(problem -> problem.replaceAll("^(\\S+ \\S+) .*", "$1"))
        .containsExactlyInAnyOrder(
            "test.yaml:3:12: extensions::it::start:",
            "test.yaml:5:14: extensions::it::limits::depth:",
            "test.yaml:6:14: extensions::it::limits::label:",
            // Of a key that is wrong the key is shown, not the value.
            "test.yaml:7:7: extensions::it::limits::weight:",
            "test.yaml:10:9: extensions::it::list::1:",
            "test.yaml:11:5: extensions::it::unknown:");
  }

  @Test
  void aKeyThatWasMeantIsNamed() {
    assertThat(rig.problems("extensions:\n  it:\n    limits: {dept: 1, labels: a, weight: 7}"))
        .containsExactlyInAnyOrder(
            "test.yaml:3:14: extensions::it::limits::dept: there is no setting `dept`: did you mean"
                + " \"depth\"?",
            "test.yaml:3:23: extensions::it::limits::labels: there is no setting `labels`: did you"
                + " mean \"label\"?",
            "test.yaml:3:34: extensions::it::limits::weight: there is no setting `weight`: the"
                + " settings are depth, label");
  }

  @Test
  void sectionThatIsNoMap() {
    assertThat(rig.problems("extensions:\n  it: [1]"))
        .singleElement()
        .asString()
        .startsWith(AT + "expected map, got list: write the settings of ");
  }

  @Test
  void hostAndComponentReportTogetherOrTheHostAlone() {
    // What has no JSON never gets to the component.
    assertThat(rig.problems("extensions:\n  it: {note: .nan, validate: silent}"))
        .containsExactly("test.yaml:2:14: extensions::it::note: expected a finite number");
  }

  @Test
  void placeThatTheUserDidNotWrite() {
    assertThat(validate("odd"))
        .containsExactly(
            "test.yaml:2:7: extensions::it::nowhere::at::all: is missing: add it",
            AT + "the whole is odd");
  }

  @Test
  void aThousandProblems() {
    List<String> problems = validate("many_problems");
    assertThat(problems).hasSize(1000);
    assertThat(problems.getLast())
        .isEqualTo("test.yaml:2:7: extensions::it::list::999: problem 999");
  }

  @Test
  void settingsAreNotShown() {
    assertThat(new NativeConfig("{\"password\":\"hunter2\"}").toString()).doesNotContain("hunter2");
  }
}

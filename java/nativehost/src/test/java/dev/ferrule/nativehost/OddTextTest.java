package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.testkit.RecordingLogger.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that are no text, too long, or of a length that cannot be. */
@Timeout(60)
final class OddTextTest {
  private static final String IMPOSSIBLE = "(a text of impossible length)";
  private static final String REPAIRED = "bad \uFFFD\uFFFD\uFFFD( utf8";
  private static final String CONTROL = "first\0second\u001b[31m\r\nthird";

  @RegisterExtension private final Rig rig = new Rig(Fixture.C);

  private static String settings(String more, String odd, String where) {
    return "{%s, odd: %s, odd_in: %s}".formatted(more, odd, where);
  }

  private static String expected(String how, int longest) {
    return switch (how) {
      case "repaired" -> REPAIRED;
      case "as it is" -> CONTROL;
      case "cut" -> "x".repeat(longest);
      case "impossible" -> IMPOSSIBLE;
      default -> how;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "bad_utf8, repaired",
    "control, as it is",
    "empty, failed without a reason",
    "null, failed without a reason",
    "long, cut",
    "beyond, cut",
    "absurd, impossible",
  })
  void messageOfAnError(String odd, String how) {
    String message = expected(how, 16 << 10);
    Subject it = rig.create(settings("start: async_error, shutdown: error", odd, "message"));
    assertThat(it.failToStart()).isEqualTo(message);
    assertThat(it.failToShutDown()).isEqualTo(message);
    it.assertState(NativeState.DESTROYED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bad_utf8       | bad \uFFFD\uFFFD\uFFFD( utf8",
        "not_json       | '{\"a\":'",
        "duplicate_json | '{\"a\":1,\"a\":2}'",
        "other_json     | '\"a text\"'",
        "absurd         | (a text of impossible length)",
      })
  void detailThatIsNoObject(String odd, String fields) {
    Subject it = rig.create(settings("start: async_error", odd, "detail"));
    assertThat(it.failToStart()).isEqualTo("as asked");
    assertThat(it.logged("Native component failed in start.").fields())
        .containsEntry("fields", fields);
    it.shutdown();
  }

  @ParameterizedTest
  @CsvSource({"deep_json, 100000", "long, 1048576", "beyond, 1048576"})
  void detailThatIsLarge(String odd, int length) {
    Subject it = rig.create(settings("start: error", odd, "detail"));
    assertThat(it.failToStart()).isEqualTo("as asked");
    assertThat(it.logged("Native component failed in start.").fields().get("fields"))
        .hasSize(length);
    it.shutdown();
  }

  @ParameterizedTest
  @CsvSource({
    "bad_utf8, repaired",
    "control, as it is",
    "empty, ''",
    "null, ''",
    "long, cut",
    "beyond, cut",
    "absurd, impossible",
  })
  void messageOfARecord(String odd, String how) {
    Subject it = rig.create(settings("log: true", odd, "log")).start();
    Line line = it.logged(expected(how, 64 << 10));
    assertThat(line.fields()).containsEntry("odd", "true");
    it.shutdown();
    rig.expect("staleRefs", 2);
  }

  @ParameterizedTest
  @CsvSource({
    "bad_utf8, repaired",
    "control, as it is",
    "long, cut",
    "beyond, cut",
    "absurd, impossible",
  })
  void targetOfARecord(String odd, String how) {
    Subject it = rig.create(settings("log: true, message: odd one", odd, "target")).start();
    assertThat(it.log.lines("odd one"))
        .extracting(line -> line.fields().get("target"))
        .contains(expected(how, 1 << 10));
    it.shutdown();
    rig.expect("staleRefs", 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not_json       | '{\"a\":'",
        "duplicate_json | '{\"a\":1,\"a\":2}'",
        "other_json     | '\"a text\"'",
        "absurd         | (a text of impossible length)",
      })
  void fieldsOfARecord(String odd, String fields) {
    Subject it = rig.create(settings("log: true, message: odd one", odd, "fields")).start();
    assertThat(it.log.lines("odd one").getLast().fields()).containsEntry("fields", fields);
    it.shutdown();
    rig.expect("staleRefs", 2);
  }

  @ParameterizedTest
  @CsvSource({
    "bad_utf8, repaired",
    "control, as it is",
    "empty, the component gave no reason",
    "null, the component gave no reason",
    "long, cut",
    "beyond, cut",
    "absurd, impossible",
  })
  void reasonOfAStatus(String odd, String how) {
    Subject it = rig.create(settings("status: 3", odd, "status")).start();
    assertThat(it.host().reported().getFirst().error()).isEqualTo(expected(how, 16 << 10));
    it.shutdown();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bad_utf8 | 'the host can describe \"service\", not \"bad \uFFFD\uFFFD\uFFFD( utf8\"'",
        "empty    | 'the host can describe \"service\", not \"\"'",
        "null     | 'the host can describe \"service\", not \"\"'",
        "absurd   | 'the host can describe \"service\", not \"(a text of impossible length)\"'",
      })
  void subjectOfADescription(String odd, String message) {
    Subject it = rig.create(settings("describe: true", odd, "subject")).start();
    assertThat(it.log.lines("described").getFirst().fields())
        .containsEntry("code", Integer.toString(Abi.E_UNSUPPORTED))
        .containsEntry("message", message);
    it.shutdown();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not_json  | its dependencies are no JSON: Unexpected end-of-input",
        "other_json | its dependencies are no JSON array",
        "deep_json | its dependencies are no JSON: Document nesting depth",
        "bad_utf8  | its dependencies are no JSON: Unrecognized token 'bad'",
        "long      | its dependencies are no JSON: Unrecognized token 'xxxx",
        "absurd    | gave 18446744073709551608 bytes, 16777216 are allowed",
        "beyond    | gave 1099511627776 bytes, 16777216 are allowed",
      })
  void oddDependencies(String odd, String message) {
    assertThat(Subject.failure(() -> rig.create(settings("start: ok", odd, "dependencies"))))
        .startsWith(message);
    rig.assertCounted();
  }

  @ParameterizedTest
  @CsvSource({"empty", "null"})
  void noDependencies(String odd) {
    Subject it = rig.create(settings("start: ok", odd, "dependencies"));
    assertThat(it.extension.dependencies()).isEmpty();
    it.shutdown();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bad_json | its dependencies are no JSON: ",
        "not_list | its dependencies are no JSON array",
        "not_ids  | its dependencies are no array of ids: 1",
        "error    | as asked",
      })
  void wrongDependencies(String way, String message) {
    assertThat(Subject.failure(() -> rig.create("{dependencies: %s}".formatted(way))))
        .startsWith(message);
  }

  @Test
  void dependenciesInTheirOrder() {
    Subject it = rig.create("{dependencies: [b/2, a, b/1]}");
    assertThat(it.extension.dependencies())
        .extracting(Object::toString)
        .containsExactly("b/2", "a", "b/1");
    it.shutdown();
  }
}

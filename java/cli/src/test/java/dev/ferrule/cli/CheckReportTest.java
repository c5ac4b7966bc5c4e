package dev.ferrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.nativehost.CheckResult;
import dev.ferrule.nativehost.CheckResult.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CheckReportTest {
  private static final List<CheckResult> RESULTS =
      List.of(
          new CheckResult("plugin", "opens", "open: opens", Verdict.PASS, ""),
          new CheckResult("extension \"x\"", "starts", "start", Verdict.SKIP, "needs settings: y"),
          new CheckResult(
              "extension \"x\"", "stops", "shutdown", Verdict.SKIP, "needs settings: y"),
          new CheckResult("extension \"x\"", "ends", "destroy", Verdict.FAIL, "it\ndoes not"));

  @Test
  void aPersonSeesEachReasonOnce() {
    assertThat(print(Format.TEXT).lines())
        .containsExactly(
            "plugin",
            "  PASS  opens (open: opens)",
            "extension \"x\"",
            "  SKIP  starts (start)",
            "        needs settings: y",
            "  SKIP  stops (shutdown)",
            "  FAIL  ends (destroy)",
            "        it",
            "        does not",
            "Settings for a component are given with --settings TYPE=FILE.",
            "1 passed, 1 failed, 2 skipped");
  }

  @Test
  void aProgramGetsOneDocument() {
    var document = PluginMessage.JSON.readTree(print(Format.JSON));
    assertThat(document.path("plugin").stringValue()).isEqualTo("x.so");
    assertThat(document.path("checks").size()).isEqualTo(4);
    assertThat(document.path("checks").path(3).path("reason").stringValue())
        .isEqualTo("it\ndoes not");
    assertThat(document.path("passed").intValue()).isEqualTo(1);
    assertThat(document.path("failed").intValue()).isEqualTo(1);
    assertThat(document.path("skipped").intValue()).isEqualTo(2);
  }

  private static String print(Format format) {
    StringWriter text = new StringWriter();
    CheckReport report = new CheckReport(format, new PrintWriter(text));
    RESULTS.forEach(report::add);
    report.finish(Path.of("x.so"));
    assertThat(report.failed()).isEqualTo(1);
    return text.toString();
  }
}

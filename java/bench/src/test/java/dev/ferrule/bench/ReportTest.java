package dev.ferrule.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From readings to verdicts and tables. */
final class ReportTest {
  private static final Case ROW = Case.of("row", ReportTest.class, Map.of());

  private static Map<String, Reading> round(double ffm, double first, double second) {
    Map<String, Reading> round = new LinkedHashMap<>();
    round.put("ffm", new Reading(ffm, 0));
    round.put("first", new Reading(first, 0));
    round.put("second", new Reading(second, 24));
    return round;
  }

  @Test
  void timesAreTakenRoundByRoundAgainstTheBestOfTheOthers() {
    Results results = new Results();
    results.add(ROW, round(10, 30, 90));
    results.add(ROW, round(100, 800, 200));
    results.add(ROW, round(10, 50, 50));
    assertThat(results.times(ROW, List.of("first", "second"), "ffm"))
        .isEqualTo(new Spread(2, 3, 5));
  }

  @Test
  void theMedianOfAnEvenNumberIsInTheMiddle() {
    assertThat(Spread.of(new double[] {4, 1, 2, 8})).isEqualTo(new Spread(1, 3, 8));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "NaN,0", "-1,0", "Infinity,0", "1,NaN", "1,-8"})
  void whatIsNoMeasurementIsRefused(double nanos, double bytes) {
    Results results = new Results();
    assertThatThrownBy(() -> results.add(ROW, Map.of("ffm", new Reading(nanos, bytes))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ReportTest row ffm");
    assertThatThrownBy(() -> results.add(ROW, Map.of())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> results.nanos(ROW, "ffm")).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, true, 2.4, 2.5, 2.6, MET",
    "2.5, true, 2.3, 2.4, 2.5, UNCLEAR",
    "2.5, true, 2.2, 2.3, 2.4, MISSED",
    "1.2, false, 1.1, 1.2, 1.3, MET",
    "1.2, false, 1.2, 1.3, 1.4, UNCLEAR",
    "1.2, false, 1.3, 1.4, 1.5, MISSED",
  })
  void aGoalIsMissedIfNoRoundReachedIt(
      double bound, boolean atLeast, double low, double median, double high, Goal.Verdict verdict) {
    Goal goal = new Goal("a goal", bound, atLeast, new Spread(low, median, high));
    assertThat(goal.verdict()).isEqualTo(verdict);
  }

  @Test
  void theReportHasEachTableAndGoal() {
    Results results = new Results();
    for (Table table : Plan.TABLES) {
      for (Case row : table.rows()) {
        Map<String, Reading> round = new LinkedHashMap<>();
        table.ways().keySet().forEach(way -> round.put(way, new Reading(1234, 40)));
        results.add(row, round);
      }
    }
    List<Goal> goals = Goals.of(results);
    String report = Report.of(results, goals, "today, here");
    assertThat(report).startsWith("today, here\n").contains("| an empty call | 1,234 (40 B) |");
    assertThat(report).contains("| 1024 KiB handed down: faster than JNI with a copy (JNI/FFM) |");
    assertThat(Plan.TABLES)
        .allSatisfy(table -> assertThat(report).contains("### " + table.title() + "\n"));
    assertThat(report.lines().filter(line -> line.endsWith("| missed |")))
        .as("everything is as slow as everything else, and makes garbage")
        .hasSize(10);
  }

  @Test
  void aPageKeepsWhatIsAroundTheMarkers() {
    String page = "before\n<!-- results: begin -->\nold\n<!-- results: end -->\nafter\n";
    assertThat(Page.fill(page, "new\n"))
        .isEqualTo("before\n<!-- results: begin -->\nnew\n<!-- results: end -->\nafter\n");
    assertThatThrownBy(() -> Page.fill("no markers", "new\n"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("results: begin");
  }
}

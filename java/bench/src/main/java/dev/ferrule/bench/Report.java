package dev.ferrule.bench;

import java.util.ArrayList;
import java.util.List;

/** Results as Markdown. */
final class Report {
  private final Results results;
  private final StringBuilder text = new StringBuilder();

  private Report(Results results) {
    this.results = results;
  }

  /**
   * Goals and tables.
   *
   * @param heading says when and where
   */
  static String of(Results results, List<Goal> goals, String heading) {
    Report report = new Report(results);
    report.text.append(heading).append("\n\n### Goals\n\n");
    report.goals(goals);
    for (Table table : Plan.TABLES) {
      report.text.append("\n### ").append(table.title()).append("\n\n");
      report.table(table);
    }
    return report.text.toString();
  }

  private void goals(List<Goal> goals) {
    row(List.of("goal", "wanted", "measured", "over the rounds", "verdict"));
    rule(5);
    for (Goal goal : goals) {
      Spread spread = goal.measured();
      row(
          List.of(
              goal.promise(),
              goal.wanted(),
              Goal.number(spread.median()),
              range(spread),
              goal.verdict().words));
    }
  }

  private void table(Table table) {
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(table.ways().values());
    head.add(table.beaten().isEmpty() ? "in a second" : times(table));
    head.add("over the rounds");
    row(head);
    rule(head.size());
    for (Case line : table.rows()) {
      List<String> cells = new ArrayList<>(List.of(line.label()));
      table.ways().keySet().forEach(way -> cells.add(cell(line, way)));
      Spread last = results.claim(table, line);
      cells.add(Goal.number(last.median()));
      cells.add(range(last));
      row(cells);
    }
  }

  private static String times(Table table) {
    List<String> names = table.beaten().stream().map(table.ways()::get).toList();
    return (names.size() == 1 ? names.getFirst() : "the better JNI copy") + " / FFM";
  }

  /** Nanoseconds, and bytes if there are any. JMH itself allocates about one a microsecond. */
  private String cell(Case line, String way) {
    double nanos = results.nanos(line, way).median();
    double bytes = results.bytes(line, way).median();
    return bytes < Math.max(1, nanos / 1000)
        ? Goal.number(nanos)
        : "%s (%,.0f B)".formatted(Goal.number(nanos), bytes);
  }

  private static String range(Spread spread) {
    return Goal.number(spread.low()) + " to " + Goal.number(spread.high());
  }

  private void row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void rule(int columns) {
    text.append("|---").append("|---:".repeat(columns - 1)).append("|\n");
  }
}

package dev.ferrule.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures everything, prints the tables and the verdicts. With a page it measures with care and
 * writes the tables into it; without one it is quick and rough.
 *
 * <p>Exits with 1 if a reading is no measurement, or if a goal was missed in each round; a quick
 * run only prints that.
 */
public final class Main {
  private final Pace pace;
  private final Round round;
  private final Results results = new Results();

  private Main(Pace pace, PrintStream log) {
    this.pace = pace;
    this.round = new Round(pace, log);
  }

  /**
   * The entry.
   *
   * @param args a log file for what JMH says, and the page if there is one
   */
  public static void main(String[] args) throws IOException, RunnerException {
    @Nullable Path page = args.length > 1 ? Path.of(args[1]) : null;
    try (PrintStream log = new PrintStream(args[0], StandardCharsets.UTF_8)) {
      boolean kept = new Main(page == null ? Pace.QUICK : Pace.FULL, log).measure(page);
      if (!kept && page != null) {
        System.exit(1);
      }
    }
  }

  private boolean measure(@Nullable Path page) throws IOException, RunnerException {
    String before = Machine.load();
    for (int i = 1; i <= pace.rounds(); i++) {
      measure("round " + i + " of " + pace.rounds(), (_, _) -> true);
    }
    BiPredicate<Table, Case> wide = (table, row) -> results.claim(table, row).isWide();
    for (int i = 1; i <= pace.more(); i++) {
      measure("what varies, again, " + i + " of " + pace.more(), wide);
    }
    String heading =
        "%s, %s. %d rounds, %d more where they disagreed. Load %s before, %s after, the run itself being about 1."
            .formatted(
                LocalDate.now(ZoneOffset.UTC),
                Machine.describe(),
                pace.rounds(),
                pace.more(),
                before,
                Machine.load());
    List<Goal> goals = Goals.of(results);
    String report = Report.of(results, goals, heading);
    System.out.println(report);
    if (page != null) {
      Page.write(page, report);
      System.out.println("written into " + page);
    }
    return judge(goals);
  }

  private void measure(String name, BiPredicate<Table, Case> which) throws RunnerException {
    for (Table table : Plan.TABLES) {
      for (Case row : table.rows()) {
        if (which.test(table, row)) {
          System.err.printf("%s: %s, %s%n", name, table.title(), row.label());
          results.add(row, round.run(row));
        }
      }
    }
  }

  /** Says how each goal came out. False if one was missed. */
  private static boolean judge(List<Goal> goals) {
    for (Goal goal : goals) {
      System.out.printf(
          "%s: %s; wanted %s, measured %s%n",
          goal.verdict().words,
          goal.promise(),
          goal.wanted(),
          Goal.number(goal.measured().median()));
    }
    return goals.stream().noneMatch(goal -> goal.verdict() == Goal.Verdict.MISSED);
  }
}

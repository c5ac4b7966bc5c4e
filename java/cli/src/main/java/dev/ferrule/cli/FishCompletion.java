package dev.ferrule.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for the fish shell. */
final class FishCompletion {
  /** Options whose value is a file. */
  private static final Set<String> FILES = Set.of("FILE", "URI", "TYPE=FILE");

  private FishCompletion() {}

  static String script(CommandSpec root) {
    List<String> lines = new ArrayList<>();
    lines.add("complete -c %s -f".formatted(root.name()));
    add(root, root.name(), "", lines);
    return String.join("\n", lines);
  }

  /** Lines for a command and what is below it; the condition says when fish offers them. */
  private static void add(CommandSpec command, String program, String path, List<String> lines) {
    List<CommandSpec> subcommands =
        command.subcommands().values().stream()
            .map(sub -> sub.getCommandSpec())
            .filter(sub -> !sub.usageMessage().hidden())
            .distinct()
            .toList();
    String below = subcommands.stream().map(CommandSpec::name).collect(Collectors.joining(" "));
    String here =
        path.isEmpty()
            ? "not __fish_seen_subcommand_from " + below
            : "__fish_seen_subcommand_from " + path;
    for (CommandSpec sub : subcommands) {
      lines.add(
          "complete -c %s -n '%s' -a %s -d %s"
              .formatted(
                  program, here, sub.name(), quoted(first(sub.usageMessage().description()))));
      add(sub, program, sub.name(), lines);
    }
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        lines.add(
            "complete -c %s -n '%s' -l %s%s -d %s"
                .formatted(
                    program,
                    here,
                    option.longestName().replaceFirst("^-+", ""),
                    argument(option),
                    quoted(first(option.description()))));
      }
    }
  }

  private static String argument(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    return FILES.contains(option.paramLabel()) ? " -r -F" : " -x";
  }

  private static String first(String[] description) {
    return description.length == 0 ? "" : description[0].replaceAll("\\s*\\(?\\$\\{.*", "");
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}

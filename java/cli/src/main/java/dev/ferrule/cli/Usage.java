package dev.ferrule.cli;

import dev.ferrule.confmap.Spelling;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line. */
final class Usage {
  private Usage() {}

  static String explain(ParameterException wrong) {
    CommandSpec command = wrong.getCommandLine().getCommandSpec();
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      return first.startsWith("-") ? unknownFlag(first, command) : unknownCommand(first, command);
    }
    return String.valueOf(wrong.getMessage());
  }

  private static String unknownFlag(String flag, CommandSpec command) {
    String name = flag.contains("=") ? flag.substring(0, flag.indexOf('=')) : flag;
    List<String> known =
        command.options().stream()
            .filter(option -> !option.hidden())
            .map(option -> option.longestName())
            .toList();
    return "unknown flag: " + name + didYouMean(name, known);
  }

  private static String unknownCommand(String word, CommandSpec command) {
    List<String> known =
        command.subcommands().values().stream()
            .map(sub -> sub.getCommandSpec())
            .filter(sub -> !sub.usageMessage().hidden())
            .map(CommandSpec::name)
            .distinct()
            .toList();
    return "unknown command \"%s\" for \"%s\"%s"
        .formatted(word, command.qualifiedName(), didYouMean(word, known));
  }

  private static String didYouMean(String word, List<String> known) {
    return Spelling.nearest(word, known).map(near -> ": did you mean " + near + "?").orElse("");
  }
}

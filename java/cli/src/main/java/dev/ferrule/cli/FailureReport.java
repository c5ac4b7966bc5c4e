package dev.ferrule.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Tells on stderr why a command failed, in the format that its command line asks for. */
record FailureReport(Format format, TextStyle style) {

  /** Looks at the arguments themselves, since they may be what is wrong. */
  static FailureReport of(String[] arguments) {
    Format format = Format.TEXT;
    for (int i = 0; i < arguments.length; i++) {
      String value = null;
      if (arguments[i].startsWith(ConfigOptions.ERROR_FORMAT + "=")) {
        value = arguments[i].substring(ConfigOptions.ERROR_FORMAT.length() + 1);
      } else if (arguments[i].equals(ConfigOptions.ERROR_FORMAT) && i + 1 < arguments.length) {
        value = arguments[i + 1];
      }
      if (value != null && value.toUpperCase(Locale.ROOT).equals(Format.JSON.name())) {
        format = Format.JSON;
      }
    }
    return new FailureReport(format, TextStyle.ofStderr(System.getenv()));
  }

  /** A command line that cannot be read. */
  void usage(PrintWriter err, String message) {
    if (format == Format.JSON) {
      err.println(ProblemJson.failure(message, List.of(), List.of()));
    } else {
      err.println(style.error("Error:") + " " + message);
      err.println("Run 'ferrule --help' to see what there is.");
    }
    err.flush();
  }

  /** A command that failed. */
  void failure(PrintWriter err, Throwable failure) {
    if (format == Format.JSON) {
      err.println(
          failure instanceof ConfigFailure config
              ? ProblemJson.failure(ConfigFailure.MESSAGE, config.problems(), config.warnings())
              : ProblemJson.failure(Failures.explain(failure), List.of(), List.of()));
    } else {
      String text =
          failure instanceof ConfigFailure config
              ? new ProblemText(config.texts(), style).failure(config)
              : Failures.explain(failure);
      err.println(style.error("Error:") + " " + text);
    }
    err.flush();
  }
}

package dev.ferrule.cli;

import dev.ferrule.component.ComponentException;
import dev.ferrule.confmap.ConfigException;
import dev.ferrule.nativehost.NativePluginException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Turns what went wrong into text for the operator. */
final class Failures {
  private Failures() {}

  /**
   * The message of an expected failure with those that came after it; anything else is a bug of
   * ours, and its stack trace is what a report of it needs.
   */
  static String explain(Throwable failure) {
    if (failure instanceof ConfigException
        || failure instanceof ComponentException
        || failure instanceof NativePluginException
        || failure instanceof UsageException) {
      StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
      for (Throwable after : failure.getSuppressed()) {
        text.append("\n  and then: ").append(after.getMessage());
      }
      return text.toString();
    }
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return "this is a bug in Ferrule, please report it with these lines:\n" + trace;
  }
}

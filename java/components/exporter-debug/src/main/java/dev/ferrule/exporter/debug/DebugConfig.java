package dev.ferrule.exporter.debug;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.Validated;
import dev.ferrule.exporter.debug.internal.OutputPath;
import java.util.List;
import java.util.Optional;

/**
 * Settings of the debug exporter.
 *
 * @param verbosity how much is printed of each batch
 * @param samplingInitial how many entries with the same text are printed in each second; negative
 *     means all
 * @param samplingThereafter of the entries after those, one in this many is printed: 1 all, 0 none
 * @param useInternalLogger whether entries go to the Collector's own log
 * @param outputPaths where entries go instead: {@code stdout}, {@code stderr}, file paths and
 *     {@code file:} URLs; {@code stdout} if not given
 */
@ConfigDoc
@NotYet(
    key = "sending_queue",
    reason = "each batch is printed before its sender gets an answer; leave the key out")
public record DebugConfig(
    Verbosity verbosity,
    int samplingInitial,
    int samplingThereafter,
    boolean useInternalLogger,
    Optional<List<String>> outputPaths)
    implements Validated {

  /** The settings of an empty section. */
  public static final DebugConfig DEFAULT =
      new DebugConfig(Verbosity.BASIC, 2, 1, true, Optional.empty());

  /** Copies the list. */
  public DebugConfig {
    outputPaths = outputPaths.map(List::copyOf);
  }

  @Override
  public void validate(Rules rules) {
    if (outputPaths.isEmpty()) {
      return;
    }
    List<String> paths = outputPaths.get();
    if (useInternalLogger) {
      rules.broken(
          "output_paths",
          "output_paths is not supported when use_internal_logger is true",
          "set use_internal_logger: false, or leave output_paths out");
    } else if (paths.isEmpty()) {
      rules.broken(
          "output_paths",
          "output_paths must not be empty when use_internal_logger is false",
          "leave it out for stdout");
    }
    for (String path : paths) {
      try {
        OutputPath.parse(path);
      } catch (IllegalArgumentException e) {
        rules.broken("output_paths", String.valueOf(e.getMessage()));
      }
    }
  }
}

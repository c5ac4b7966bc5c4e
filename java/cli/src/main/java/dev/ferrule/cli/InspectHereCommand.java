package dev.ferrule.cli;

import dev.ferrule.nativehost.NativePluginException;
import dev.ferrule.nativehost.PluginInspection;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The part of {@link InspectCommand} that runs in a process of its own. */
@Command(name = InspectHereCommand.NAME, hidden = true)
final class InspectHereCommand implements Callable<Integer> {
  static final String NAME = "inspect-here";

  private static final Duration CALL = Duration.ofSeconds(10);

  @Mixin HereOptions here = new HereOptions();

  @Option(names = "--format")
  Format format = Format.TEXT;

  @Override
  public Integer call() {
    Exchange exchange = here.exchange();
    try {
      PluginInspection found =
          PluginInspection.of(
              here.file, CALL, step -> exchange.write(new PluginMessage.Step(step)));
      String text = format == Format.JSON ? found.toJson() + "\n" : InspectionText.of(found);
      exchange.write(new PluginMessage.Output(text));
      exchange.write(new PluginMessage.Done(true));
      return 0;
    } catch (NativePluginException e) {
      exchange.write(new PluginMessage.Refused(String.valueOf(e.getMessage())));
      return 1;
    }
  }
}

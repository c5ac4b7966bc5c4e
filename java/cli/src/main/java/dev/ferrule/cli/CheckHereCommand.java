package dev.ferrule.cli;

import dev.ferrule.nativehost.CheckListener;
import dev.ferrule.nativehost.CheckResult;
import dev.ferrule.nativehost.Deadlines;
import dev.ferrule.nativehost.NativePluginException;
import dev.ferrule.nativehost.PluginCheck;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The part of {@link CheckCommand} that runs in a process of its own. */
@Command(name = CheckHereCommand.NAME, hidden = true)
final class CheckHereCommand implements Callable<Integer> {
  static final String NAME = "check-here";

  @Mixin HereOptions here = new HereOptions();

  @Option(names = "--part", required = true)
  PluginCheck.Part part = PluginCheck.Part.GOOD_HOST;

  @Option(names = "--settings")
  Map<String, Path> settings = new LinkedHashMap<>();

  @Override
  public Integer call() {
    Exchange exchange = here.exchange();
    try {
      PluginCheck check =
          new PluginCheck(
              here.file,
              SettingsFiles.read(settings, Environment.ofProcess()),
              exchange.outputs(),
              Deadlines.DEFAULT,
              new Teller(exchange));
      exchange.write(new PluginMessage.Done(check.make(part)));
      return 0;
    } catch (NativePluginException e) {
      exchange.write(new PluginMessage.Refused(String.valueOf(e.getMessage())));
      return 1;
    }
  }

  /** Writes down what is checked, so that it is known if the plugin ends the process. */
  private record Teller(Exchange exchange) implements CheckListener {
    @Override
    public void begins(String subject, String name) {
      exchange.write(new PluginMessage.Begun(subject, name));
    }

    @Override
    public void ended(CheckResult result) {
      exchange.write(new PluginMessage.Checked(result));
    }
  }
}

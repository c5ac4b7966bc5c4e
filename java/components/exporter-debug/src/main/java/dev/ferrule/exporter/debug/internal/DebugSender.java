package dev.ferrule.exporter.debug.internal;

import dev.ferrule.component.Call;
import dev.ferrule.component.Host;
import dev.ferrule.component.Settings;
import dev.ferrule.exporter.debug.DebugConfig;
import dev.ferrule.exporterhelper.BatchSender;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.Signal;
import java.util.List;
import java.util.Optional;

/** Prints each batch before it returns; keeps none. */
public final class DebugSender implements BatchSender {
  private final Optional<BatchText> text;
  private final Sampler sampler;
  private final Output output;

  DebugSender(Optional<BatchText> text, Sampler sampler, Output output) {
    this.text = text;
    this.sampler = sampler;
    this.output = output;
  }

  /** A sender with those settings. */
  public static DebugSender create(Settings settings, DebugConfig config, Signal signal) {
    Output output =
        config.useInternalLogger()
            ? new LoggerOutput(settings.logger())
            : new PlainOutput(
                config.outputPaths().orElse(List.of("stdout")).stream()
                    .map(OutputPath::parse)
                    .toList(),
                System.out,
                System.err,
                settings.logger());
    return new DebugSender(
        BatchText.of(config.verbosity(), signal),
        new Sampler(config.samplingInitial(), config.samplingThereafter(), System::nanoTime),
        output);
  }

  @Override
  public void start(Host host) {
    output.open();
  }

  @Override
  public void send(Batch batch, Call call) {
    if (!output.isEnabled()) {
      return;
    }
    print(Summary.of(batch));
    text.ifPresent(format -> print(Entry.text(format.of(batch))));
  }

  private void print(Entry entry) {
    if (sampler.passes(entry.message())) {
      output.write(entry);
    }
  }

  @Override
  public void shutdown() {
    output.close();
  }
}

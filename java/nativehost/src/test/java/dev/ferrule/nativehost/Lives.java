package dev.ferrule.nativehost;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.Extension;
import dev.ferrule.component.ExtensionFactory;
import dev.ferrule.confmap.Problems;
import dev.ferrule.testkit.FakeHost;
import dev.ferrule.testkit.RecordingLogger;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.event.Level;

/** Lives of components, one after the other, for checks of what is left when they are over. */
final class Lives implements AutoCloseable {
  /** Lives that go well and lives that fail, in words that every fixture knows. */
  static final List<String> ALL =
      List.of(
          "{start: async, shutdown: async, status: 3, metrics: true, describe: true}",
          "{start: ok, notify: error, detail: {key: value}, interface: true}",
          "{start: async_error, code: -4, flags: 2, detail: {key: [1, 2]}}",
          "{start: error, shutdown: async_error, message: no route}",
          "{create: error}",
          "{validate: odd}");

  private final Telemetry telemetry = new Telemetry();
  private final RecordingLogger log = new RecordingLogger(Level.INFO);
  private final NativePlugin plugin;

  Lives(Path library) {
    plugin = NativePlugin.load(library, log);
  }

  NativePlugin plugin() {
    return plugin;
  }

  /** So many lives, with each of the settings in turn. */
  void live(int count, List<String> settings) {
    for (int i = 0; i < count; i++) {
      live(settings.get(i % settings.size()));
    }
  }

  /** One life from validate to destroy. What its settings want to fail does. */
  private void live(String settings) {
    ExtensionFactory<NativeConfig> factory = Rig.factory(plugin);
    Problems problems = new Problems();
    NativeConfig config =
        factory
            .config()
            .decode(Yaml.section("extensions:\n  it: " + settings), Yaml.PATH, problems);
    if (problems.count() > 0) {
      return;
    }
    try {
      // A logger of its own, so that nothing is kept of what it logs.
      Extension extension =
          factory.create(telemetry.settings(factory.type(), new RecordingLogger()), config);
      FakeHost host = new FakeHost();
      tryTo(() -> extension.start(host));
      tryTo(extension::ready);
      tryTo(extension::shutdown);
    } catch (ComponentException e) {
      log.trace("as the settings want it", e);
    }
  }

  private void tryTo(Runnable step) {
    try {
      step.run();
    } catch (ComponentException e) {
      log.trace("as the settings want it", e);
    }
  }

  @Override
  public void close() {
    plugin.close();
    telemetry.close();
  }
}

package dev.ferrule.service;

import dev.ferrule.component.Call;
import dev.ferrule.component.Component;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Consumer;
import dev.ferrule.component.Exporter;
import dev.ferrule.component.ExporterFactory;
import dev.ferrule.component.Extension;
import dev.ferrule.component.ExtensionFactory;
import dev.ferrule.component.ExtensionReference;
import dev.ferrule.component.Factories;
import dev.ferrule.component.Host;
import dev.ferrule.component.Probed;
import dev.ferrule.component.Processor;
import dev.ferrule.component.ProcessorFactory;
import dev.ferrule.component.ReceiverFactory;
import dev.ferrule.component.ServerAddress;
import dev.ferrule.component.Settings;
import dev.ferrule.component.Stability;
import dev.ferrule.confmap.ConfigType;
import dev.ferrule.confmap.Opaque;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Components that write down what is done to them, and misbehave as their settings say. */
final class Fakes {
  /**
   * Settings of every fake.
   *
   * @param fail the step that fails: create, start, shutdown, ready or consume
   * @param hang the step that does not return until the fake is released
   * @param needs an extension that has to run
   * @param after extensions that an extension depends on
   * @param password a secret
   * @param door where it listens
   */
  record Behaviour(
      String fail,
      String hang,
      Optional<ExtensionReference> needs,
      List<ComponentId> after,
      Opaque password,
      Optional<Door> door) {
    static final Behaviour GOOD =
        new Behaviour("", "", Optional.empty(), List.of(), new Opaque(""), Optional.empty());
  }

  /** Where a fake says that it listens. */
  record Door(String at, String key) implements ServerAddress, Probed {
    static final Door DEFAULTS = new Door("localhost:0", "");

    @Override
    public void probe() {
      if (key.equals("lost")) {
        throw new ComponentException("no such key");
      }
    }

    @Override
    public String address() {
      return at;
    }

    @Override
    public String addressKey() {
      return "at";
    }
  }

  /** What happened, in order, such as {@code start exporter a (traces)}. */
  final List<String> events = new CopyOnWriteArrayList<>();

  /** The receivers' ways into the pipelines, by {@code id/signal}. */
  final Map<String, Consumer> entries = new ConcurrentHashMap<>();

  /** The hosts that components were started with, by id. */
  final Map<String, Host> hosts = new ConcurrentHashMap<>();

  /** Lets go what hangs. */
  final CountDownLatch release = new CountDownLatch(1);

  Factories factories() {
    return new Factories()
        .add(new Receivers())
        .add(new Processors())
        .add(new Exporters())
        .add(new LogsOnly())
        .add(new Extensions());
  }

  private static Map<Signal, Stability> all() {
    return Map.of(
        Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);
  }

  private class Base implements Component {
    final String name;
    final ComponentId id;
    final Behaviour behaviour;

    Base(String kind, ComponentId id, String label, Behaviour behaviour) {
      this.id = id;
      this.name = kind + " " + id + (label.isEmpty() ? "" : " (" + label + ")");
      this.behaviour = behaviour;
      step("create");
    }

    final void step(String step) {
      events.add(step + " " + name);
      if (behaviour.hang().equals(step)) {
        boolean interrupted = false;
        while (release.getCount() > 0) {
          try {
            release.await();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
      if (behaviour.fail().equals(step)) {
        throw new ComponentException(step + " went wrong");
      }
    }

    @Override
    public void start(Host host) {
      hosts.put(id.toString(), host);
      step("start");
    }

    @Override
    public void shutdown() {
      step("shutdown");
    }
  }

  private final class Sink extends Base implements Exporter {
    Sink(ComponentId id, Signal signal, Behaviour behaviour) {
      super("exporter", id, signal.id(), behaviour);
    }

    @Override
    public void consume(Batch batch, Call call) {
      step("consume");
    }
  }

  private final class Pass extends Base implements Processor {
    private final Consumer next;

    Pass(ComponentId id, Signal signal, Behaviour behaviour, Consumer next) {
      super("processor", id, signal.id(), behaviour);
      this.next = next;
    }

    @Override
    public void consume(Batch batch, Call call) {
      step("consume");
      next.consume(batch, call);
    }
  }

  private final class Aside extends Base implements Extension {
    private final List<ComponentId> dependencies;

    Aside(ComponentId id, Behaviour behaviour) {
      super("extension", id, "", behaviour);
      dependencies = behaviour.after();
    }

    @Override
    public List<ComponentId> dependencies() {
      return dependencies;
    }

    @Override
    public void ready() {
      step("ready");
    }

    @Override
    public void notReady() {
      step("not ready");
    }
  }

  private final class Receivers implements ReceiverFactory<Behaviour> {
    @Override
    public String type() {
      return "in";
    }

    @Override
    public ConfigType<Behaviour> config() {
      return ConfigType.of(Behaviour.GOOD);
    }

    @Override
    public String module() {
      return "fakes";
    }

    @Override
    public Map<Signal, Stability> stability() {
      return all();
    }

    @Override
    public Component create(Settings settings, Behaviour config, Map<Signal, Consumer> next) {
      next.forEach((signal, consumer) -> entries.put(settings.id() + "/" + signal, consumer));
      return new Base("receiver", settings.id(), "", config);
    }
  }

  private final class Processors implements ProcessorFactory<Behaviour> {
    @Override
    public String type() {
      return "pass";
    }

    @Override
    public ConfigType<Behaviour> config() {
      return ConfigType.of(Behaviour.GOOD);
    }

    @Override
    public String module() {
      return "fakes";
    }

    @Override
    public Map<Signal, Stability> stability() {
      return all();
    }

    @Override
    public Processor create(Settings settings, Behaviour config, Signal signal, Consumer next) {
      return new Pass(settings.id(), signal, config, next);
    }
  }

  private class Exporters implements ExporterFactory<Behaviour> {
    @Override
    public String type() {
      return "out";
    }

    @Override
    public Optional<String> deprecatedAlias() {
      return Optional.of("old");
    }

    @Override
    public ConfigType<Behaviour> config() {
      return ConfigType.of(Behaviour.GOOD);
    }

    @Override
    public String module() {
      return "fakes";
    }

    @Override
    public Map<Signal, Stability> stability() {
      return all();
    }

    @Override
    public Exporter create(Settings settings, Behaviour config, Signal signal) {
      settings.logger().info("created");
      settings.meter().counterBuilder("fakes_created").build().add(1);
      return new Sink(settings.id(), signal, config);
    }
  }

  private final class LogsOnly extends Exporters {
    @Override
    public String type() {
      return "logsonly";
    }

    @Override
    public Optional<String> deprecatedAlias() {
      return Optional.empty();
    }

    @Override
    public Map<Signal, Stability> stability() {
      return Map.of(Signal.LOGS, Stability.ALPHA);
    }
  }

  private final class Extensions implements ExtensionFactory<Behaviour> {
    @Override
    public String type() {
      return "aside";
    }

    @Override
    public ConfigType<Behaviour> config() {
      return ConfigType.of(Behaviour.GOOD);
    }

    @Override
    public String module() {
      return "fakes";
    }

    @Override
    public Stability stability() {
      return Stability.BETA;
    }

    @Override
    public Extension create(Settings settings, Behaviour config) {
      return new Aside(settings.id(), config);
    }
  }
}

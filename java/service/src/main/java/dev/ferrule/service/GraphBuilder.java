package dev.ferrule.service;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.Call;
import dev.ferrule.component.Component;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Consumer;
import dev.ferrule.component.Exporter;
import dev.ferrule.component.ExporterFactory;
import dev.ferrule.component.Extension;
import dev.ferrule.component.ExtensionFactory;
import dev.ferrule.component.Host;
import dev.ferrule.component.Kind;
import dev.ferrule.component.Processor;
import dev.ferrule.component.ProcessorFactory;
import dev.ferrule.component.ReceiverFactory;
import dev.ferrule.component.Settings;
import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Problems;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.Signal;
import dev.ferrule.service.internal.OwnMetrics;
import io.opentelemetry.api.metrics.Meter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Builds the components of a configuration and joins them, consumers first. Starts nothing. */
final class GraphBuilder {
  private final CollectorConfig config;
  private final BuildInfo build;
  private final BufferPool buffers;
  private final CollectorLog log;
  private final OwnMetrics metrics;

  private final List<Instance> processors = new ArrayList<>();
  private final Map<ExporterKey, Instance> exporters = new LinkedHashMap<>();

  private final List<Instance> created = new ArrayList<>();
  private final Problems problems = new Problems();

  private record ExporterKey(ComponentId id, Signal signal) {}

  GraphBuilder(
      CollectorConfig config,
      BuildInfo build,
      BufferPool buffers,
      CollectorLog log,
      OwnMetrics metrics) {
    this.config = config;
    this.build = build;
    this.buffers = buffers;
    this.log = log;
    this.metrics = metrics;
  }

  /**
   * Builds all.
   *
   * @throws ConfigException with each component that cannot be built, at its place; those that were
   *     built are shut down by then
   */
  Graph build() {
    try {
      Graph graph = buildAll();
      problems.throwIfAny();
      return graph;
    } catch (RuntimeException e) {
      for (Instance instance : created.reversed()) {
        try {
          instance.component().shutdown();
        } catch (RuntimeException inShutdown) {
          e.addSuppressed(inShutdown);
        }
      }
      throw e;
    }
  }

  private Graph buildAll() {
    Map<ComponentId, Map<Signal, List<Consumer>>> heads = new LinkedHashMap<>();
    config
        .pipelines()
        .forEach((id, pipeline) -> {
          Consumer head = pipeline(id, pipeline);
          for (ComponentId receiver : pipeline.receivers()) {
            heads
                .computeIfAbsent(receiver, _ -> new EnumMap<>(Signal.class))
                .computeIfAbsent(id.signal(), _ -> new ArrayList<>())
                .add(head);
          }
        });
    List<Instance> receivers = new ArrayList<>();
    heads.forEach((id, next) -> receivers.add(receiver(id, next)));
    List<Instance> extensions = new ArrayList<>();
    config.extensions().forEach(id -> extensions.add(extension(id)));
    return new Graph(
        ExtensionOrder.of(extensions, this::disordered),
        List.copyOf(exporters.values()),
        processors,
        receivers);
  }

  /** Builds a pipeline from its end and gives its first consumer. */
  private Consumer pipeline(PipelineId id, PipelineConfig pipeline) {
    List<Consumer> ends = new ArrayList<>();
    for (ComponentId exporter : pipeline.exporters()) {
      Instance instance =
          exporters.computeIfAbsent(new ExporterKey(exporter, id.signal()), this::exporter);
      ends.add((Exporter) instance.component());
    }
    Consumer next = FanOut.of(ends);
    for (ComponentId processor : pipeline.processors().reversed()) {
      Instance instance = processor(processor, id, next);
      processors.add(instance);
      next = (Processor) instance.component();
    }
    return next;
  }

  private Instance exporter(ExporterKey key) {
    Map<String, String> attributes = attributes(Kind.EXPORTER, key.id());
    attributes.put(CollectorLog.SIGNAL, key.signal().id());
    return instance(
        config.component(Kind.EXPORTER, key.id()),
        Kind.EXPORTER,
        key.signal().id(),
        attributes,
        "for data type \"" + key.signal() + "\"",
        new Creation() {
          @Override
          public <C> Component create(ConfiguredComponent<C> component, Settings settings) {
            return ((ExporterFactory<C>) component.factory())
                .create(settings, component.config(), key.signal());
          }
        });
  }

  private Instance processor(ComponentId id, PipelineId pipeline, Consumer next) {
    Map<String, String> attributes = attributes(Kind.PROCESSOR, id);
    attributes.put(CollectorLog.PIPELINE_ID, pipeline.toString());
    attributes.put(CollectorLog.SIGNAL, pipeline.signal().id());
    return instance(
        config.component(Kind.PROCESSOR, id),
        Kind.PROCESSOR,
        pipeline.toString(),
        attributes,
        "in pipeline \"" + pipeline + "\"",
        new Creation() {
          @Override
          public <C> Component create(ConfiguredComponent<C> component, Settings settings) {
            return ((ProcessorFactory<C>) component.factory())
                .create(settings, component.config(), pipeline.signal(), next);
          }
        });
  }

  private Instance receiver(ComponentId id, Map<Signal, List<Consumer>> heads) {
    Map<Signal, Consumer> next = new EnumMap<>(Signal.class);
    heads.forEach((signal, consumers) -> next.put(signal, FanOut.of(consumers)));
    return instance(
        config.component(Kind.RECEIVER, id),
        Kind.RECEIVER,
        "",
        attributes(Kind.RECEIVER, id),
        "",
        new Creation() {
          @Override
          public <C> Component create(ConfiguredComponent<C> component, Settings settings) {
            return ((ReceiverFactory<C>) component.factory())
                .create(settings, component.config(), next);
          }
        });
  }

  private Instance extension(ComponentId id) {
    return instance(
        config.component(Kind.EXTENSION, id),
        Kind.EXTENSION,
        "",
        attributes(Kind.EXTENSION, id),
        "",
        new Creation() {
          @Override
          public <C> Extension create(ConfiguredComponent<C> component, Settings settings) {
            return ((ExtensionFactory<C>) component.factory()).create(settings, component.config());
          }
        });
  }

  /** The call to a factory, generic in the settings that belong together with it. */
  private interface Creation {
    <C> Component create(ConfiguredComponent<C> component, Settings settings);
  }

  private Instance instance(
      ConfiguredComponent<?> configured,
      Kind kind,
      String label,
      Map<String, String> attributes,
      String where,
      Creation creation) {
    Logger logger = log.logger(attributes);
    if (configured.isAliased()) {
      logger.warn(
          "\"{}\" alias is deprecated; use \"{}\" instead",
          configured.id().type(),
          configured.factory().type());
    }
    Meter meter = metrics.meter(configured.factory().module());
    Settings settings = new Settings(configured.id(), logger, build, buffers, meter);
    try {
      Instance instance =
          new Instance(kind, configured.id(), label, creation.create(configured, settings), logger);
      created.add(instance);
      return instance;
    } catch (RuntimeException e) {
      problems.add(
          configured.position(),
          configured.path(),
          "failed to create %s \"%s\"%s: %s"
              .formatted(
                  kind,
                  configured.id(),
                  where.isEmpty() ? "" : " " + where,
                  e instanceof ComponentException ? e.getMessage() : e.toString()));
      return new Instance(kind, configured.id(), label, new NotCreated(), logger);
    }
  }

  private void disordered(
      ComponentId extension, @Nullable ComponentId needed, String message, String hint) {
    ConfiguredComponent<?> configured = config.component(Kind.EXTENSION, extension);
    ConfigPath below =
        needed == null
            ? ConfigPath.ROOT
            : configured.node().find(needed.toString()).orElse(ConfigPath.ROOT);
    problems.add(
        below.equals(ConfigPath.ROOT)
            ? configured.position()
            : configured.node().nearest(below).position(),
        configured.path().child(below),
        message,
        needed == null || config.has(Kind.EXTENSION, needed)
            ? hint
            : "add it under extensions and " + hint);
  }

  /**
   * Stands for a component that could not be created, so that the others are built all the same.
   */
  private static final class NotCreated implements Exporter, Processor, Extension {
    @Override
    public void start(Host host) {
      throw new IllegalStateException("never created");
    }

    @Override
    public void shutdown() {}

    @Override
    public void consume(Batch batch, Call call) {
      throw new IllegalStateException("never created");
    }
  }

  private static Map<String, String> attributes(Kind kind, ComponentId id) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(CollectorLog.COMPONENT_ID, id.toString());
    attributes.put(CollectorLog.COMPONENT_KIND, kind.id());
    return attributes;
  }
}

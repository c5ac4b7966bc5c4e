package dev.ferrule.confmap;

import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.internal.Expander;
import dev.ferrule.confmap.internal.Maps;
import dev.ferrule.confmap.internal.Retriever;
import dev.ferrule.confmap.internal.SourceReader;
import dev.ferrule.confmap.internal.Waits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration the way the Go Collector does: sources are merged in order, then {@code
 * ${}} references are expanded. Immutable; each call reads everything anew.
 */
public final class ConfigLoader {
  private final Map<String, String> environment;
  private final Path directory;
  private final MergeMode mode;
  private final Waits waits;

  /** A loader that replaces lists when it merges. */
  public ConfigLoader(Map<String, String> environment, Path directory) {
    this(environment, directory, MergeMode.REPLACE);
  }

  /**
   * A loader.
   *
   * @param environment what {@code env:} references see
   * @param directory what relative file paths start from
   * @param mode what becomes of lists that several sources have
   */
  public ConfigLoader(Map<String, String> environment, Path directory, MergeMode mode) {
    this(environment, directory, mode, Waits.DEFAULT);
  }

  ConfigLoader(Map<String, String> environment, Path directory, MergeMode mode, Waits waits) {
    this.environment = Map.copyOf(environment);
    this.directory = directory;
    this.mode = mode;
    this.waits = waits;
  }

  /** The schemes of URIs that it reads, sorted. */
  public static List<String> schemes() {
    return Retriever.SCHEMES;
  }

  /** The same without keeping the texts read. */
  public LoadedConfig load(List<ConfigSource> sources) {
    return load(sources, new SourceTexts());
  }

  /**
   * Reads, merges and expands.
   *
   * @param sources at least one; assignments apply last, wherever they stand
   * @param texts gets the texts of files and other sources read, also when this throws
   * @throws ConfigException with all that is wrong
   */
  public LoadedConfig load(List<ConfigSource> sources, SourceTexts texts) {
    if (sources.isEmpty()) {
      throw ConfigException.of(null, "at least one config flag must be provided");
    }
    Problems problems = new Problems();
    Problems warnings = new Problems();
    Problems notes = new Problems();
    Retriever retriever = new Retriever(environment, directory, waits, texts, warnings, notes);
    SourceReader reader = new SourceReader(retriever, problems, warnings);
    MapNode merged = null;
    for (ConfigSource source : inOrder(sources)) {
      merged = merge(merged, reader.read(source));
    }
    if (merged == null) {
      merged = MapNode.empty(new Position("configuration", 0, 0));
    }
    problems.throwIfAny();
    MapNode root = new Expander(retriever, problems).expand(merged);
    problems.throwIfAny();
    return new LoadedConfig(root, warnings.all(), notes.all());
  }

  private @Nullable MapNode merge(@Nullable MapNode earlier, @Nullable MapNode later) {
    if (earlier == null || later == null) {
      return earlier == null ? later : earlier;
    }
    return new Maps(mode).merge(earlier, later);
  }

  private static List<ConfigSource> inOrder(List<ConfigSource> sources) {
    List<ConfigSource> ordered = new ArrayList<>();
    for (ConfigSource source : sources) {
      if (!(source instanceof ConfigSource.Assignment)) {
        ordered.add(source);
      }
    }
    for (ConfigSource source : sources) {
      if (source instanceof ConfigSource.Assignment) {
        ordered.add(source);
      }
    }
    return ordered;
  }
}

package dev.ferrule.nativehost;

import dev.ferrule.component.Factory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/**
 * A library of native components, loaded into this process. It is never unloaded; two loads of one
 * file, by several collectors for example, share it, and the last one to close it closes it for the
 * life of the process. Any thread.
 */
public final class NativePlugin implements AutoCloseable {
  private final Library library;
  private final Deadlines deadlines;
  private final List<Factory<?>> factories;
  private final AtomicBoolean closed = new AtomicBoolean();

  private NativePlugin(Library library, Deadlines deadlines) {
    this.library = library;
    this.deadlines = deadlines;
    this.factories =
        library.table().components().stream()
            .<Factory<?>>map(component -> new NativeExtensionFactory(library, component, deadlines))
            .toList();
  }

  /** Loads a plugin, with the deadlines that a collector has. */
  public static NativePlugin load(Path file, Logger logger) {
    return load(file, logger, Deadlines.DEFAULT, 0);
  }

  /**
   * Loads a plugin and checks everything that it hands over before it is used.
   *
   * @param file the shared library
   * @param logger gets what the plugin logs outside its components
   * @param deadlines for its components
   * @param workerThreads how many threads a runtime of the plugin should have; 0 if it decides
   * @throws NativePluginException if it cannot be loaded, with a sentence that says why
   */
  public static NativePlugin load(
      Path file, Logger logger, Deadlines deadlines, int workerThreads) {
    checkAccess(file);
    Library library = Libraries.acquire(LibraryFile.check(file), logger, deadlines, workerThreads);
    return new NativePlugin(library, deadlines);
  }

  static void checkAccess(Path file) {
    Module module = NativePlugin.class.getModule();
    if (!module.isNativeAccessEnabled()) {
      throw new NativePluginException(
          file,
          "this JVM may not load native code: start it with --enable-native-access="
              + (module.isNamed() ? module.getName() : "ALL-UNNAMED"));
    }
  }

  /** What the plugin calls itself. */
  public String name() {
    return library.table().name();
  }

  /** Its version. */
  public String version() {
    return library.table().version();
  }

  /** The real path of the file. */
  public Path path() {
    return library.path();
  }

  /** A factory for each component that it offers. They do not work after {@link #close}. */
  public List<Factory<?>> factories() {
    return factories;
  }

  /** What the plugin says it has alive. */
  public NativeStats stats() {
    return library.stats();
  }

  /** What the host knows of its dealings with the plugin. */
  public BoundaryCounters counters() {
    return library.counters();
  }

  /**
   * Ends the plugin, if nobody else has it loaded: stops components that were left, and waits for
   * its threads. To be called before the process exits, because a thread of a plugin that runs then
   * can keep the process from ending. Safe twice.
   *
   * @throws NativePluginException if components did not stop or threads did not end
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      library.release(deadlines);
    }
  }
}

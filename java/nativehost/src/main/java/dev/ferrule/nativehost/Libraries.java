package dev.ferrule.nativehost;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The libraries that this process has loaded. It is static because the system's loader is: a
 * library is there once in a process, is opened once and is never unloaded, however many collectors
 * run in it.
 */
final class Libraries {
  private static final Map<Object, CompletableFuture<Library>> LOADED = new ConcurrentHashMap<>();

  private Libraries() {}

  /**
   * The library of that file, loaded if it was not; with one more user, who calls {@link
   * Library#release} once.
   *
   * @throws NativePluginException if it cannot be used
   */
  static Library acquire(LibraryFile file, Logger logger, Deadlines deadlines, int workerThreads) {
    CompletableFuture<Library> ours = new CompletableFuture<>();
    @Nullable CompletableFuture<Library> theirs = LOADED.putIfAbsent(file.identity(), ours);
    if (theirs == null) {
      load(file, new LibraryLoader(file, logger, deadlines), workerThreads, ours);
      return join(ours);
    }
    Library library = join(theirs);
    library.acquire(logger);
    return library;
  }

  private static void load(
      LibraryFile file,
      LibraryLoader loader,
      int workerThreads,
      CompletableFuture<Library> result) {
    try {
      result.complete(loader.load(workerThreads));
    } catch (Throwable t) { // whoever waits for it must learn of it
      // What is in the process stays there and is never tried again, as open may be called once.
      // What is not may be mended, or another file may get its identity.
      if (!loader.inProcess()) {
        LOADED.remove(file.identity(), result);
      }
      result.completeExceptionally(t);
    }
  }

  private static Library join(CompletableFuture<Library> library) {
    try {
      return library.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof NativePluginException refused) {
        throw refused;
      }
      throw e;
    }
  }
}

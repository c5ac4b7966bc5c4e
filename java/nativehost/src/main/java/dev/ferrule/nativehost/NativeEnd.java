package dev.ferrule.nativehost;

import dev.ferrule.component.ComponentException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How a component ends: it is freed when nobody uses it any more, or it is left behind for good,
 * since native code may still use it. Any thread.
 */
final class NativeEnd {
  private final NativeExtension extension;
  private final NativeHandle handle;
  private final Library library;
  private final long ref;
  private final Life life;
  private final HostLink link;
  private final Deadlines deadlines;
  // Why it is left behind, set by whoever finds out.
  private volatile String leftBehind = "";
  // Set when nobody but those that found it may use it, and it waits to be freed; by one thread.
  private volatile boolean stopped;
  private final AtomicBoolean freeing = new AtomicBoolean();

  NativeEnd(
      NativeExtension extension,
      NativeHandle handle,
      Library library,
      long ref,
      Life life,
      HostLink link,
      Deadlines deadlines) {
    this.extension = extension;
    this.handle = handle;
    this.library = library;
    this.ref = ref;
    this.life = life;
    this.link = link;
    this.deadlines = deadlines;
  }

  /**
   * It has stopped, and nobody is inside it.
   *
   * @throws ComponentException if it is left behind all the same
   */
  void stopped() {
    stopped = true;
    endFinds();
    freeIfUnused();
    if (life.is(NativeState.LEAKED)) {
      throw leftBehind();
    } else if (!life.is(NativeState.DESTROYED)) {
      extension
          .logger()
          .warn("stopped before those that use it; it is freed when they have stopped");
    }
  }

  /** Frees it, if it has stopped and nobody else may use it any more. */
  void freeIfUnused() {
    if (!stopped) {
      return;
    }
    Optional<NativeExtension> abandoned = extension.offers().abandonedFinder();
    if (abandoned.isPresent()) {
      ComponentException ignored =
          leaveBehind("extension \"" + abandoned.get().id() + "\" uses it and is left behind");
    } else if (extension.offers().unused() && freeing.compareAndSet(false, true)) {
      free();
    }
  }

  private void free() {
    try {
      Outcome ignored = Waits.uninterruptibly(handle.destroy(), deadlines.call());
      forget();
      life.move(NativeState.STOPPED, NativeState.DESTROYED);
    } catch (TimeoutException e) {
      ComponentException ignored = leaveBehind("destroy has not returned");
    }
  }

  /** Takes it out of the tables of the host. */
  void forget() {
    extension.metrics().end();
    library.components().remove(ref);
  }

  /**
   * It is never touched again.
   *
   * @return what to throw, if anybody is to be told
   */
  ComponentException leaveBehind(String why) {
    if (life.leak()) {
      leftBehind = why;
      link.cut();
      library.components().leaked.increment();
      extension.logger().error("native component is left behind, because {}", why);
      endFinds();
    }
    return leftBehind();
  }

  private ComponentException leftBehind() {
    return new ComponentException("is left behind, because " + leftBehind);
  }

  private void endFinds() {
    extension.finds().end().forEach(found -> found.finderEnded(extension));
  }
}

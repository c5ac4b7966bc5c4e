package dev.ferrule.nativehost;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Host;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** What others offer that one native component has found, and may use until it ends. Any thread. */
final class Finds {
  private final NativeExtension finder;
  private final HostLink link;
  private final ReentrantLock changing = new ReentrantLock();
  private final Set<Offers> found = new HashSet<>();
  private boolean ended;

  Finds(NativeExtension finder, HostLink link) {
    this.finder = finder;
    this.link = link;
  }

  /**
   * Finds what an extension that this one depends on offers. Runs on a thread of the plugin.
   *
   * @throws Refusal if that cannot be had
   */
  NativeInterface find(String wanted, String name) throws Refusal {
    ComponentId other;
    try {
      other = ComponentId.parse(wanted);
    } catch (IllegalArgumentException e) {
      throw new Refusal("\"" + wanted + "\" is not the id of an extension: " + e.getMessage());
    }
    Host host = link.host();
    if (!finder.dependencies().contains(other)) {
      throw new Refusal(
          Abi.E_STATE, "extension \"" + other + "\" is not among the dependencies of this one");
    }
    if (host.extensions().get(other) instanceof NativeExtension found) {
      return found.offers().to(finder, name);
    }
    throw new Refusal(
        Abi.E_UNSUPPORTED,
        "extension \"" + other + "\" is not native and offers nothing to native components");
  }

  /** Notes what was found. False if the component has ended and may not use it any more. */
  boolean add(Offers offers) {
    changing.lock();
    try {
      if (ended) {
        return false;
      }
      found.add(offers);
      return true;
    } finally {
      changing.unlock();
    }
  }

  /** Nothing is found any more. What had been found, once. */
  Set<Offers> end() {
    changing.lock();
    try {
      ended = true;
      Set<Offers> all = Set.copyOf(found);
      found.clear();
      return all;
    } finally {
      changing.unlock();
    }
  }
}

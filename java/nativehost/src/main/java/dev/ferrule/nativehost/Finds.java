package dev.ferrule.nativehost;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** What others offer that one native component has found, and may use until it ends. Any thread. */
final class Finds {
  private final ReentrantLock changing = new ReentrantLock();
  private final Set<Offers> found = new HashSet<>();
  private boolean ended;

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

package dev.ferrule.nativehost;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The series that the components of a plugin record into, by number. A number is the place in a
 * table and the generation of that place, so that a place can be used again and an old number finds
 * nothing. Looking one up neither locks nor allocates. Any thread.
 */
final class Series {
  private static final int FIRST_PLACES = 16;

  private record Entry(int generation, DoubleConsumer target) {}

  private final ReentrantLock changing = new ReentrantLock();
  private final Deque<Integer> free = new ArrayDeque<>();
  // Copied when it grows; written under the lock, read without.
  private volatile @Nullable Entry[] places = new Entry[FIRST_PLACES];
  private int used;
  private int generation;
  final LongAdder stale = new LongAdder();

  /** Gives a series a number. */
  long add(DoubleConsumer target) {
    changing.lock();
    try {
      Integer again = free.poll();
      int place = again == null ? used++ : again;
      @Nullable Entry[] now = places;
      if (place == now.length) {
        now = Arrays.copyOf(now, place * 2);
      }
      now[place] = new Entry(++generation, target);
      places = now; // publishes the entry
      return (long) generation << Integer.SIZE | place;
    } finally {
      changing.unlock();
    }
  }

  /** Ends a series. */
  void remove(long series) {
    changing.lock();
    try {
      @Nullable Entry[] now = places;
      if (find(now, series) != null) {
        now[(int) series] = null;
        places = now;
        free.add((int) series);
      }
    } finally {
      changing.unlock();
    }
  }

  /** Records a value; a series that is not there is counted. */
  void record(long series, double value) {
    Entry entry = find(places, series);
    if (entry == null) {
      stale.increment();
    } else {
      entry.target.accept(value);
    }
  }

  private static @Nullable Entry find(@Nullable Entry[] places, long series) {
    int place = (int) series;
    if (place < 0 || place >= places.length) {
      return null;
    }
    Entry entry = places[place];
    return entry != null && entry.generation == (int) (series >>> Integer.SIZE) ? entry : null;
  }

  /** How many there are. */
  long size() {
    changing.lock();
    try {
      return (long) used - free.size();
    } finally {
      changing.unlock();
    }
  }
}

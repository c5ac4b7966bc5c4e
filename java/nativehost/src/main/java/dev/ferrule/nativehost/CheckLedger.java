package dev.ferrule.nativehost;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a check has given out to a plugin, and what the plugin did wrong with the host.
 * Any thread.
 */
final class CheckLedger {
  private static final int MOST_KEPT = 5;

  private final AtomicLong last = new AtomicLong();
  private final Set<Long> components = ConcurrentHashMap.newKeySet();
  private final Map<Long, CheckedToken> tokens = new ConcurrentHashMap<>();
  private final Map<Long, CheckedSeries> series = new ConcurrentHashMap<>();
  private final Map<Conduct, Set<String>> broken = new EnumMap<>(Conduct.class);
  private final ThreadLocal<@Nullable String> forbidden = new ThreadLocal<>();
  private final Set<Thread> callers = ConcurrentHashMap.newKeySet();
  private final LongAdder afterClose = new LongAdder();
  private volatile boolean closed;
  // Gets the name of each function that is called; set when the plugin is open.
  private volatile Consumer<String> probe = _ -> {};

  /** One series of a component. */
  record CheckedSeries(long component, MetricDefinition metric) {}

  CheckLedger() {
    for (Conduct conduct : Conduct.values()) {
      broken.put(conduct, ConcurrentHashMap.newKeySet());
    }
  }

  /** Has somebody told of each call to the host, on the thread that makes it. */
  void probeWith(Consumer<String> newProbe) {
    probe = newProbe;
  }

  long newComponent() {
    long ref = last.incrementAndGet();
    components.add(ref);
    return ref;
  }

  /** The component does not exist any more, and its series neither. */
  void endComponent(long ref) {
    components.remove(ref);
    series.values().removeIf(one -> one.component == ref);
  }

  CheckedToken newToken(String of) {
    CheckedToken token = new CheckedToken(last.incrementAndGet(), of);
    tokens.put(token.number(), token);
    return token;
  }

  @Nullable CheckedToken token(long number) {
    return tokens.get(number);
  }

  /** The number of a series, the same for the same metric. */
  long series(CheckedSeries wanted) {
    for (Map.Entry<Long, CheckedSeries> one : series.entrySet()) {
      if (one.getValue().equals(wanted)) {
        return one.getKey();
      }
    }
    long number = last.incrementAndGet();
    series.put(number, wanted);
    return number;
  }

  @Nullable CheckedSeries series(long number) {
    return series.get(number);
  }

  /** Makes a call in which this thread may use no function of the host. */
  int forbidding(String where, IntSupplier call) {
    @Nullable String before = forbidden.get();
    forbidden.set(where);
    try {
      return call.getAsInt();
    } finally {
      forbidden.set(before);
    }
  }

  /** A function of the host is called. */
  void entered(String function) {
    if (closed) {
      afterClose.increment();
    }
    Thread thread = Thread.currentThread();
    if (!CheckThread.isOurs(thread)) {
      callers.add(thread);
    }
    @Nullable String where = forbidden.get();
    if (where == null) {
      probe.accept(function);
    } else if (!(where.equals("create") && function.startsWith("log"))) {
      broke(Conduct.PLACE, where + " called " + function);
    }
  }

  /** It is called for that component. */
  void entered(String function, long component) {
    entered(function);
    boolean wholePlugin = component == 0 && function.startsWith("log");
    if (!wholePlugin && !components.contains(component)) {
      broke(Conduct.STALE, function + " for a component that is not there");
    }
  }

  /** The plugin was closed: no call may come any more. */
  void close() {
    closed = true;
  }

  /** How many came all the same. */
  long afterClose() {
    return afterClose.sum();
  }

  /** Threads of the plugin that called the host and still run. */
  List<Thread> callersAlive() {
    return callers.stream().filter(Thread::isAlive).toList();
  }

  /** Keeps a sentence about a rule that was broken. */
  void broke(Conduct conduct, String how) {
    Set<String> kept = Objects.requireNonNull(broken.get(conduct));
    if (kept.size() < MOST_KEPT) {
      kept.add(how);
    }
  }

  /** The sentences that were kept, which are forgotten. */
  List<String> taken(Conduct conduct) {
    Set<String> kept = Objects.requireNonNull(broken.get(conduct));
    List<String> all = List.copyOf(kept);
    all.forEach(kept::remove);
    return all;
  }
}

package dev.ferrule.nativehost;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must become of one component of the fixture, by what it is told to do and what is done with
 * it. Each step answers whether it must succeed.
 */
final class LifeModel {

  /** What must have been counted in the end. */
  static final class Totals {
    long leaked;
    long unfinished;
    long late;
    long duplicates;
    long panics;
  }

  /**
   * The words that a fixture knows; those that come first are usual.
   *
   * @param stopsUnstarted whether its own shutdown is called if it was not started
   */
  record Words(
      String create,
      String start,
      String rareStart,
      String shutdown,
      String notification,
      String getInterface,
      String authenticate,
      boolean stopsUnstarted) {
    static Words of(Fixture fixture) {
      return switch (fixture) {
        case C ->
            new Words(
                "ok error panic never strange async",
                "async ok inline error async_error panic double unasked strange async_strange",
                "many late until_cancel",
                "async ok inline error async_error panic double unasked strange",
                "ok error panic strange async refuse",
                "ok error panic short hollow never",
                "ok error panic refuse",
                true);
        // A panic in what it offers is kept by the SDK, which then answers for it.
        case RUST ->
            new Words(
                "ok error panic",
                "async ok error async_error panic dropped",
                "late until_cancel",
                "async ok error async_error panic dropped",
                "ok error panic refuse",
                "ok",
                "ok error refuse",
                false);
      };
    }
  }

  /**
   * What it is told.
   *
   * @param provider whose functions it finds and calls, if that is not null
   */
  record Plan(
      String create,
      String start,
      String shutdown,
      String notification,
      boolean offers,
      String getInterface,
      String authenticate,
      boolean stopsUnstarted,
      @Nullable LifeModel provider) {

    static Plan random(Random random, Words words, @Nullable LifeModel provider) {
      return new Plan(
          pick(random, 30, words.create),
          pick(random, 6, words.start, rare(random, words.rareStart)),
          pick(random, 6, words.shutdown, rare(random, "never")),
          pick(random, 6, words.notification),
          random.nextInt(3) > 0,
          pick(random, 10, words.getInterface),
          pick(random, 10, words.authenticate),
          words.stopsUnstarted,
          provider);
    }

    /** Mostly the first two. */
    private static String pick(Random random, int usual, String all, String... more) {
      List<String> words = new ArrayList<>(words(all));
      words.addAll(List.of(more));
      int which = random.nextInt(words.size() + usual);
      return words.get(which < words.size() ? which : which % Math.min(2, words.size()));
    }

    /** These take a while. */
    private static String rare(Random random, String all) {
      List<String> words = words(all);
      return random.nextInt(10) == 0 ? words.get(random.nextInt(words.size())) : "ok";
    }

    private static List<String> words(String all) {
      return List.of(all.split(" ", -1));
    }

    boolean startTakesTooLong() {
      return start.equals("late") || start.equals("until_cancel");
    }

    boolean shutdownTakesTooLong() {
      return shutdown.equals("never");
    }
  }

  private static final Set<String> GOOD_ENDINGS =
      Set.of("ok", "inline", "async", "double", "many", "unasked");

  final String id;
  final Plan plan;
  private final Totals totals;
  private NativeState state = NativeState.CREATED;
  private final Set<LifeModel> finders = new HashSet<>();
  private @Nullable LifeModel found;

  LifeModel(String id, Plan plan, Totals totals) {
    this.id = id;
    this.plan = plan;
    this.totals = totals;
  }

  NativeState state() {
    return state;
  }

  String settings() {
    @Nullable LifeModel provider = plan.provider;
    return ("{\"create\":\"%s\",\"start\":\"%s\",\"shutdown\":\"%s\",\"notify\":\"%s\","
            + "\"interface\":%b,%s\"authenticate\":\"%s\","
            + "\"find\":\"%s\",\"dependencies\":[%s]}")
        .formatted(
            plan.create,
            plan.start,
            plan.shutdown,
            plan.notification,
            plan.offers,
            plan.getInterface.equals("ok")
                ? ""
                : "\"get_interface\":\"" + plan.getInterface + "\",",
            plan.authenticate,
            provider == null ? "" : provider.id,
            provider == null ? "" : "\"" + provider.id + "\"");
  }

  boolean create() {
    countPanic(plan.create);
    return plan.create.equals("ok");
  }

  boolean start() {
    if (state != NativeState.CREATED) {
      return false;
    }
    @Nullable LifeModel provider = plan.provider;
    if (provider != null && provider.offersNow()) {
      found = provider;
      provider.finders.add(this);
      provider.asked();
    }
    countPanic(plan.start);
    countDuplicates(plan.start);
    state =
        plan.start.equals("panic")
            ? NativeState.POISONED
            : GOOD_ENDINGS.contains(plan.start) ? NativeState.RUNNING : NativeState.FAILED;
    if (plan.start.equals("until_cancel")) {
      totals.late++;
    }
    return state == NativeState.RUNNING;
  }

  /** Whether another component finds it, which may be the end of it. */
  private boolean offersNow() {
    return asksForInterface() && !List.of("error", "never").contains(plan.getInterface);
  }

  /** Whether the host gets a table that it can use. */
  boolean offersToHost() {
    return offersNow() && !List.of("short", "hollow").contains(plan.getInterface);
  }

  /** Whether get_interface is called and does not panic. */
  private boolean asksForInterface() {
    if (state != NativeState.RUNNING || !plan.offers) {
      return false;
    }
    countPanic(plan.getInterface);
    if (plan.getInterface.equals("panic")) {
      state = NativeState.POISONED;
    }
    return state == NativeState.RUNNING;
  }

  /** Another component calls its function directly, if there is one. */
  private void asked() {
    if (!plan.getInterface.equals("short") && !plan.getInterface.equals("hollow")) {
      countPanic(plan.authenticate);
    }
  }

  /** The host calls its function. */
  boolean authenticate() {
    if (state != NativeState.RUNNING) {
      return false;
    }
    countPanic(plan.authenticate);
    if (plan.authenticate.equals("panic")) {
      state = NativeState.POISONED;
    }
    return plan.authenticate.equals("ok");
  }

  boolean notified() {
    if (state != NativeState.RUNNING) {
      return true; // it is not told
    }
    countPanic(plan.notification);
    if (plan.notification.equals("panic")) {
      state = NativeState.POISONED;
    }
    return plan.notification.equals("ok");
  }

  boolean shutdown() {
    if (!state.mayStop()) {
      return true;
    }
    if (plan.start.equals("late") && state == NativeState.FAILED) {
      totals.late++;
    }
    if (found != null) {
      found.asked();
    }
    String ending = state == NativeState.CREATED && !plan.stopsUnstarted ? "ok" : plan.shutdown;
    countPanic(ending);
    countDuplicates(ending);
    if (ending.equals("never")) {
      totals.unfinished++;
      leak();
      return false;
    }
    state = NativeState.STOPPED;
    if (found != null) {
      found.finders.remove(this);
      found.settle();
      found = null;
    }
    settle();
    return GOOD_ENDINGS.contains(ending) && state != NativeState.LEAKED;
  }

  private void settle() {
    if (state != NativeState.STOPPED) {
      return;
    }
    if (finders.stream().anyMatch(finder -> finder.state == NativeState.LEAKED)) {
      leak();
    } else if (finders.isEmpty()) {
      state = NativeState.DESTROYED;
    }
  }

  private void leak() {
    state = NativeState.LEAKED;
    totals.leaked++;
    if (found != null) {
      found.settle();
    }
  }

  private void countPanic(String ending) {
    totals.panics += ending.equals("panic") ? 1 : 0;
  }

  private void countDuplicates(String ending) {
    totals.duplicates +=
        switch (ending) {
          case "double", "unasked" -> 1;
          case "many" -> 63;
          default -> 0;
        };
  }
}

package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.component.ServerAuthenticator;
import dev.ferrule.component.ServerAuthenticator.Header;
import dev.ferrule.nativehost.LifeModel.Plan;
import dev.ferrule.nativehost.LifeModel.Totals;
import dev.ferrule.nativehost.LifeModel.Words;
import dev.ferrule.testkit.FakeHost;
import dev.ferrule.testkit.RecordingLogger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/**
 * Thousands of random lives, some at a time, against a small model of what must become of each: its
 * state after each step, and whether the step succeeds. In the end every counter is what the model
 * says. {@code -Dferrule.seed=N} repeats a run.
 */
@Timeout(120)
@ParameterizedClass
@EnumSource(Fixture.class)
final class ModelTest {
  private static final Map<Fixture, Integer> LIVES = Map.of(Fixture.C, 10_000, Fixture.RUST, 2_000);
  private static final int AT_A_TIME = 12;
  private static final int MOST_EXTRA_STEPS = 3;
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final List<Header> GOOD = List.of(new Header("authorization", "secret"));

  @RegisterExtension private final Rig rig;

  private final Fixture fixture;
  private final int lives;
  private final long seed = Long.getLong("ferrule.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final RecordingLogger log = new RecordingLogger(Level.ERROR);
  private final Map<Deadlines, NativePlugin> plugins = new HashMap<>();
  private final Totals totals = new Totals();
  private final List<Life> alive = new ArrayList<>();
  private int born;

  ModelTest(Fixture fixture) {
    this.fixture = fixture;
    this.rig = new Rig(fixture);
    this.lives = Objects.requireNonNull(LIVES.get(fixture));
  }

  /** A component and its model. */
  private final class Life {
    final LifeModel model;
    final NativeExtension extension;
    private @Nullable ServerAuthenticator authenticator;
    int stepsAfterTheEnd;

    Life(LifeModel model, NativeExtension extension) {
      this.model = model;
      this.extension = extension;
    }

    void check(String step, boolean succeeds, Runnable action) {
      @Nullable String failure = null;
      try {
        action.run();
      } catch (ComponentException e) {
        failure = String.valueOf(e.getMessage());
      }
      assertThat(failure == null)
          .as("seed %d: %s of %s, which is %s: %s", seed, step, model.id, model.settings(), failure)
          .isEqualTo(succeeds);
      assertThat(extension.state())
          .as("seed %d: after %s of %s, which is %s", seed, step, model.id, model.settings())
          .isEqualTo(model.state());
    }

    void offer() {
      boolean offers = model.offersToHost();
      check(
          "offer",
          true,
          () -> {
            Optional<ServerAuthenticator> offered = extension.offer(ServerAuthenticator.class);
            assertThat(offered.isPresent())
                .as("seed %d: %s", seed, model.settings())
                .isEqualTo(offers);
            authenticator = offered.orElse(authenticator);
          });
    }

    void authenticate(ServerAuthenticator known) {
      boolean accepts = model.authenticate();
      check(
          "authenticate",
          true,
          () -> {
            boolean accepted = true;
            try {
              assertThat(known.authenticate(GOOD).attributes())
                  .containsEntry("username", "fixture");
            } catch (AuthenticationException e) {
              accepted = false;
            }
            assertThat(accepted).as("seed %d: %s", seed, model.settings()).isEqualTo(accepts);
          });
    }

    void start() {
      check("start", model.start(), () -> extension.start(new FakeHost(everybody())));
    }

    void shutdown() {
      check("shutdown", model.shutdown(), extension::shutdown);
    }

    void step() {
      switch (random.nextInt(8)) {
        case 0, 1 -> start();
        case 2 -> check("ready", model.notified(), extension::ready);
        case 3 -> check("notReady", model.notified(), extension::notReady);
        case 4 -> offer();
        case 5 -> {
          if (authenticator != null) {
            authenticate(authenticator);
          }
        }
        default -> shutdown();
      }
    }

    boolean over() {
      return model.state().next().isEmpty() && stepsAfterTheEnd++ >= MOST_EXTRA_STEPS;
    }
  }

  private Map<ComponentId, Extension> everybody() {
    Map<ComponentId, Extension> all = new HashMap<>();
    alive.forEach(life -> all.put(life.extension.id(), life.extension));
    return all;
  }

  @Test
  void everyLifeIsAsTheModelSays() {
    while (born < lives || !alive.isEmpty()) {
      if (alive.size() < AT_A_TIME && born < lives && random.nextInt(3) == 0) {
        create();
      } else if (!alive.isEmpty()) {
        Life life = alive.get(random.nextInt(alive.size()));
        life.step();
        if (life.over()) {
          alive.remove(life);
        }
      }
    }
    plugins.values().forEach(NativePlugin::close);
    assertTotals();
  }

  private void create() {
    born++;
    Plan plan = Plan.random(random, Words.of(fixture), random.nextBoolean() ? anybody() : null);
    LifeModel model = new LifeModel(fixture.type() + "/n" + born, plan, totals);
    boolean succeeds = model.create();
    try {
      Extension extension =
          Rig.factory(pluginFor(plan))
              .create(rig.telemetry().settings(model.id, log), new NativeConfig(model.settings()));
      alive.add(new Life(model, (NativeExtension) extension));
      assertThat(succeeds).as("seed %d: %s", seed, model.settings()).isTrue();
    } catch (ComponentException e) {
      assertThat(succeeds).as("seed %d: %s: %s", seed, model.settings(), e).isFalse();
    }
  }

  private @Nullable LifeModel anybody() {
    return alive.isEmpty() ? null : alive.get(random.nextInt(alive.size())).model;
  }

  /** Deadlines are short only where they must pass. */
  private NativePlugin pluginFor(Plan plan) {
    return plugins.computeIfAbsent(
        new Deadlines(
            plan.startTakesTooLong() ? SHORT : Rig.LONG,
            plan.shutdownTakesTooLong() ? SHORT : Rig.LONG,
            Rig.LONG),
        rig::plugin);
  }

  private void assertTotals() {
    assertThat(totals.leaked).as("seed %d has some of everything", seed).isPositive();
    assertThat(totals.late).as("seed %d has some of everything", seed).isPositive();
    rig.expectLeaks((int) totals.leaked);
    rig.expect("pendingTokens", totals.unfinished);
    rig.expectStats("pendingTokens", totals.unfinished);
    rig.expect("lateCompletions", totals.late);
    rig.expect("duplicateCompletions", totals.duplicates);
    rig.expectStats("panics", totals.panics);
    // Those of what is left behind are joined by nobody.
    rig.ignore("threads");
    Eventually.isTrue(
        "the last completion",
        () -> rig.plugin().counters().duplicateCompletions() == totals.duplicates);
  }
}

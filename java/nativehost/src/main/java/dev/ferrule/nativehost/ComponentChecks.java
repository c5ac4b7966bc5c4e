package dev.ferrule.nativehost;

import dev.ferrule.confmap.ConfigNode.MapNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All checks of one component. */
final class ComponentChecks {
  private final CheckContext context;
  private final CheckedComponent component;
  private final SettingsChecks settings;

  /**
   * Checks that are not made yet.
   *
   * @param given settings to be laid over its defaults, if there are any
   */
  ComponentChecks(CheckContext context, CheckedComponent component, @Nullable MapNode given) {
    this.context = context;
    this.component = component;
    this.settings = new SettingsChecks(context.run(), component, given);
  }

  /** Makes them. */
  void make() {
    context.run().about(component.subject());
    settings.make();
    new GarbageChecks(context, component, settings).make();
    LifecycleChecks lives = new LifecycleChecks(context, component.table(), settings);
    lives.make();
    new InterfaceChecks(context, component.table(), lives).make();
    new RepetitionChecks(context, lives).make();
    for (Conduct conduct : Conduct.values()) {
      context.run().judge(conduct.what(), conduct.rule(), () -> judge(conduct));
    }
  }

  private void judge(Conduct conduct) throws CheckStop {
    long left = conduct == Conduct.BUFS ? context.host().bufsLeft() : 0;
    if (left > 0) {
      throw CheckStop.failed("it has %d bufs of the host".formatted(left));
    }
    List<String> broken = context.ledger().taken(conduct);
    if (!broken.isEmpty()) {
      throw CheckStop.failed(String.join("; ", broken));
    }
  }
}

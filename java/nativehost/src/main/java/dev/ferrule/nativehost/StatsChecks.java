package dev.ferrule.nativehost;

import java.util.List;

/** The checks of a plugin that has been opened and asked for nothing yet. */
final class StatsChecks {
  // The head alone, some fields, and all but the heap, which came last.
  private static final List<Long> SIZES =
      List.of(
          Layout.FerruleStats.LIVE_COMPONENTS,
          Layout.FerruleStats.LIVE_BUF_BYTES,
          Layout.FerruleStats.LIVE_HEAP_BYTES);

  private final CheckContext context;

  StatsChecks(CheckContext context) {
    this.context = context;
  }

  /** Makes them. */
  void make() {
    context
        .run()
        .check(
            "starts nothing when it is opened",
            "ferrule_plugin_open_v1: starts nothing",
            context::mustBeIdle);
    context
        .run()
        .check(
            "a shorter ferrule_stats is not overrun",
            "stats: fills *out, whose size the caller has set",
            this::checkShort);
  }

  private void checkShort() throws CheckStop {
    for (long size : SIZES) {
      NativeStats ignored = context.plugin().stats(size);
    }
  }
}

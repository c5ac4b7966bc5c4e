package dev.ferrule.component;

import java.util.Map;

/** What a component sees of the Collector it runs in. Safe for use by any thread. */
public interface Host {

  /** The extensions of {@code service::extensions}, in start order. */
  Map<ComponentId, Extension> extensions();

  /**
   * Tells the service how the component that got this host is doing. May be called at any time from
   * any thread; does not block. A {@link Status#FATAL_ERROR} makes the Collector stop and exit
   * non-zero.
   */
  void report(StatusEvent event);

  /** What the Collector is made of and how it is doing. */
  ServiceDescription service();
}

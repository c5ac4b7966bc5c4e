package dev.ferrule.confmap;

/** What becomes of a list when a later source has a list at the same place. */
public enum MergeMode {
  /** The later one replaces it. */
  REPLACE,

  /**
   * Lists of receivers and exporters below {@code service} and {@code service::extensions} are
   * joined, earlier elements first, and later ones only if no equal one is there. All other lists
   * are replaced. This is the Go Collector's feature gate {@code confmap.enableMergeAppendOption}.
   */
  APPEND_COMPONENTS
}

package dev.ferrule.component;

/** How far a component may be relied on, in the words of the Collector. */
public enum Stability {
  UNDEFINED("Undefined"),
  UNMAINTAINED("Unmaintained"),
  DEPRECATED("Deprecated"),
  DEVELOPMENT("Development"),
  ALPHA("Alpha"),
  BETA("Beta"),
  STABLE("Stable");

  private final String label;

  Stability(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}

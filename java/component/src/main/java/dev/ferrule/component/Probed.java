package dev.ferrule.component;

/**
 * Settings that name something outside of the configuration that has to be there and in order when
 * the Collector starts, such as files with certificates. {@code validate} has a look at it.
 */
public interface Probed {

  /**
   * Does with it what the start will do, and leaves nothing behind. May block on files.
   *
   * @throws ComponentException if the start would fail
   */
  void probe();
}

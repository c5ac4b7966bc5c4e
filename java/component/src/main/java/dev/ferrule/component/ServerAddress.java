package dev.ferrule.component;

/**
 * Settings of something that listens. The service refuses a configuration in which two that run
 * listen on the same address, since the second could not start.
 */
public interface ServerAddress {

  /**
   * Where it listens, as it is configured, such as {@code localhost:4317} or the path of a socket.
   */
  String address();

  /** The key of the setting that says so, below the settings that implement this. */
  default String addressKey() {
    return "endpoint";
  }
}

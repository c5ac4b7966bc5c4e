package dev.ferrule.nativehost;

import dev.ferrule.confmap.Opaque;

/**
 * The settings of a native component: the defaults with the user's section laid over them.
 *
 * @param json the text that the component's validate saw and its create gets; may hold secrets
 */
public record NativeConfig(String json) {

  /** Without the settings, because some may be secret. */
  @Override
  public String toString() {
    return "NativeConfig" + Opaque.REDACTED;
  }
}

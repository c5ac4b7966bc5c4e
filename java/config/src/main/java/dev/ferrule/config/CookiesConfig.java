package dev.ferrule.config;

import dev.ferrule.confmap.ConfigDoc;

/** Whether a client keeps cookies: it does if the section is there, for as long as it runs. */
@ConfigDoc
public record CookiesConfig() {
  /** The only one there is. */
  public static final CookiesConfig DEFAULTS = new CookiesConfig();
}

package dev.ferrule.config;

/** Whether a client keeps cookies: it does if the section is there, for as long as it runs. */
public record CookiesConfig() {
  /** The only one there is. */
  public static final CookiesConfig DEFAULTS = new CookiesConfig();
}

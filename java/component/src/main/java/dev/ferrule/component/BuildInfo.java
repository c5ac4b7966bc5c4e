package dev.ferrule.component;

/**
 * What distribution this is.
 *
 * @param command the name of the command: {@code ferrule}
 * @param description one line for humans, also the product name in User-Agent headers
 * @param version of the distribution
 */
public record BuildInfo(String command, String description, String version) {}

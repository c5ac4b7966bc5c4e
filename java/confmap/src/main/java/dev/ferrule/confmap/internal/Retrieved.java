package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.Problem;
import java.util.List;

/**
 * What a reference or source names.
 *
 * @param value as YAML reads it; the whole text as a string if YAML says string or cannot read it
 * @param text as it stands
 * @param invalid why YAML cannot read it; empty if it can
 */
record Retrieved(ConfigNode value, String text, List<Problem> invalid) {}

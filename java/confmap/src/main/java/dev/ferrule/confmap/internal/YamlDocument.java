package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.Position;
import org.jspecify.annotations.Nullable;

/**
 * The first document of a YAML text.
 *
 * @param root its value; a null scalar if there is none
 * @param unusable why the value cannot stand alone although it is valid YAML: null in most cases
 * @param unread where another document begins, which is not read; null if there is none
 */
record YamlDocument(ConfigNode root, @Nullable String unusable, @Nullable Position unread) {}

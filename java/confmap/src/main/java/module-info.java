/**
 * Configuration: sources, YAML with positions, expansion, merge, and decoding to records with every
 * problem reported at its place.
 */
@org.jspecify.annotations.NullMarked
module dev.ferrule.confmap {
  requires static transitive org.jspecify;
  requires java.net.http;
  requires org.snakeyaml.engine;
  requires transitive tools.jackson.databind;
  // For the annotation processor, which only the compiler runs.
  requires static java.compiler;

  exports dev.ferrule.confmap;
}

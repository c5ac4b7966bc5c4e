/**
 * Configuration: sources, YAML with positions, expansion, merge, and decoding to records with every
 * problem reported at its place.
 */
@org.jspecify.annotations.NullMarked
module dev.ferrule.confmap {
  requires static transitive org.jspecify;
  requires java.net.http;
  requires org.snakeyaml.engine;
  requires tools.jackson.databind;

  exports dev.ferrule.confmap;
}

/** Loads native plugins and makes their components look like any other. */
@org.jspecify.annotations.NullMarked
module dev.ferrule.nativehost {
  requires static transitive org.jspecify;
  requires transitive dev.ferrule.component;
  requires tools.jackson.databind;

  exports dev.ferrule.nativehost;
}

/** What a component is: identity, factory, lifecycle, status, consumers. */
@org.jspecify.annotations.NullMarked
module dev.ferrule.component {
  requires static transitive org.jspecify;
  requires transitive dev.ferrule.confmap;
  requires transitive dev.ferrule.pdata;
  requires transitive io.opentelemetry.api;
  requires io.opentelemetry.context;
  requires transitive org.slf4j;

  exports dev.ferrule.component;
}

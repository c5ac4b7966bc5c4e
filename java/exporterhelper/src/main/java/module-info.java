/**
 * What exporters have in common: a queue, retries and a time-out in front of the sending itself.
 */
@org.jspecify.annotations.NullMarked
module dev.ferrule.exporterhelper {
  requires static transitive org.jspecify;
  requires transitive dev.ferrule.component;
  requires io.opentelemetry.context;

  exports dev.ferrule.exporterhelper;
}

/** The debug exporter: prints telemetry for people to read. */
@org.jspecify.annotations.NullMarked
module dev.ferrule.exporter.debug {
  requires static transitive org.jspecify;
  requires transitive dev.ferrule.component;
  requires dev.ferrule.exporterhelper;

  exports dev.ferrule.exporter.debug;
}

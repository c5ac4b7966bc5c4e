/** The engine: configuration as a whole, graph, lifecycle, status, log, own metrics. */
@org.jspecify.annotations.NullMarked
module dev.ferrule.service {
  requires static transitive org.jspecify;
  requires transitive dev.ferrule.component;
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;
  requires io.opentelemetry.sdk.common;
  requires io.opentelemetry.sdk.metrics;
  requires java.logging;
  // What the JVM tells of the process.
  requires java.management;
  requires jdk.management;
  // Answers scrapes.
  requires jdk.httpserver;
  requires jul.to.slf4j;
  requires org.slf4j;

  exports dev.ferrule.service;

  // confmap builds the settings records of this package.
  opens dev.ferrule.service to
      dev.ferrule.confmap;
}

/** What the tests of components share; never part of a distribution. */
@org.jspecify.annotations.NullMarked
module dev.ferrule.testkit {
  requires static transitive org.jspecify;
  requires transitive dev.ferrule.component;
  requires jdk.httpserver;
  requires io.netty.pkitesting;
  requires io.opentelemetry.sdk.metrics;
  requires io.opentelemetry.sdk.testing;

  exports dev.ferrule.testkit;
}

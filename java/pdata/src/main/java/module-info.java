/**
 * Telemetry as OTLP bytes: batches under reference-counted leases, the pool they come from, the one
 * walk that checks and counts them, views, and OTLP/JSON.
 */
@org.jspecify.annotations.NullMarked
module dev.ferrule.pdata {
  requires static transitive org.jspecify;
  requires tools.jackson.core;

  exports dev.ferrule.pdata;
}

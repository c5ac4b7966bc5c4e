/** The otlp_grpc and otlp_http exporters: OTLP over gRPC and HTTP. */
@org.jspecify.annotations.NullMarked
module dev.ferrule.exporter.otlp {
  requires static transitive org.jspecify;
  requires transitive dev.ferrule.exporterhelper;
  requires transitive dev.ferrule.config;
  requires io.grpc;
  requires io.grpc.stub;
  requires tools.jackson.core;

  exports dev.ferrule.exporter.otlp;
}

/** The otlp_grpc exporter: OTLP over gRPC. */
@org.jspecify.annotations.NullMarked
module dev.ferrule.exporter.otlp {
  requires static transitive org.jspecify;
  requires transitive dev.ferrule.exporterhelper;
  requires transitive dev.ferrule.config;
  requires io.grpc;
  requires io.grpc.stub;

  exports dev.ferrule.exporter.otlp;
}

/** The OTLP receiver: gRPC, and HTTP with protobuf or JSON. */
@org.jspecify.annotations.NullMarked
module dev.ferrule.receiver.otlp {
  requires static transitive org.jspecify;
  requires transitive dev.ferrule.config;
  requires io.grpc;
  requires io.grpc.netty;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.codec.http2;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;

  exports dev.ferrule.receiver.otlp;
}

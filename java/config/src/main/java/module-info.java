/** Settings blocks that components share: gRPC and HTTP servers and clients, TLS, compression. */
@org.jspecify.annotations.NullMarked
module dev.ferrule.config {
  requires static transitive org.jspecify;
  requires transitive dev.ferrule.component;
  requires transitive io.grpc.netty;
  requires transitive io.grpc;
  requires io.grpc.stub;
  requires io.netty.common;
  requires io.netty.buffer;
  requires transitive io.netty.transport;
  requires transitive io.netty.handler;
  requires io.netty.codec.compression;
  requires org.apache.httpcomponents.client5.httpclient5;
  requires org.apache.httpcomponents.core5.httpcore5;
  requires org.apache.httpcomponents.core5.httpcore5.h2;
  requires com.github.luben.zstd_jni;
  requires org.lz4.java;
  // The HTTP client's library looks for it on every connection, and says so nowhere.
  requires jdk.net;

  exports dev.ferrule.config;
}

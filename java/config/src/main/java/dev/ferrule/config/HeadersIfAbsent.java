package dev.ferrule.config;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/** Adds configured headers to each call, except for those that the call brings itself. */
final class HeadersIfAbsent implements ClientInterceptor {
  private final Metadata configured;

  HeadersIfAbsent(Metadata configured) {
    this.configured = configured;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> answers, Metadata headers) {
        Metadata absent = new Metadata();
        absent.merge(configured);
        for (String name : headers.keys()) {
          absent.discardAll(GrpcHeaders.key(name));
        }
        headers.merge(absent);
        super.start(answers, headers);
      }
    };
  }
}

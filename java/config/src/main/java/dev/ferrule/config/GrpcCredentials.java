package dev.ferrule.config;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.ClientAuthenticator;
import dev.ferrule.confmap.Opaque;
import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Adds to each gRPC call what the authenticator says. */
final class GrpcCredentials extends CallCredentials {
  private final ClientAuthenticator authenticator;

  GrpcCredentials(ClientAuthenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier call) {
    OptionalLong deadline = deadlineNanos(request);
    executor.execute(() -> {
      try {
        call.apply(
            headers(
                new ClientAuthenticator.Request(
                    request.getAuthority(),
                    "/" + request.getMethodDescriptor().getFullMethodName(),
                    deadline)));
      } catch (AuthenticationException e) {
        // The peer has not refused anybody: what cannot be shown now may be shown later.
        call.fail(Status.UNAVAILABLE.withDescription(e.getMessage()).withCause(e));
      } catch (RuntimeException e) {
        call.fail(
            Status.UNAVAILABLE.withDescription("the authenticator failed: " + e).withCause(e));
      }
    });
  }

  private Metadata headers(ClientAuthenticator.Request request) throws AuthenticationException {
    Map<String, Opaque> headers = new LinkedHashMap<>();
    authenticator.headers(request).forEach(header -> headers.put(header.name(), header.value()));
    return GrpcHeaders.metadata(headers);
  }

  private static OptionalLong deadlineNanos(RequestInfo request) {
    var deadline = request.getCallOptions().getDeadline();
    return deadline == null
        ? OptionalLong.empty()
        : OptionalLong.of(System.nanoTime() + deadline.timeRemaining(TimeUnit.NANOSECONDS));
  }
}

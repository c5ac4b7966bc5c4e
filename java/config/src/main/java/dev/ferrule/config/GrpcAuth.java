package dev.ferrule.config;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.ServerAuthenticator;
import dev.ferrule.component.ServerAuthenticator.Header;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;

/**
 * Asks an authenticator before the message of a call is read. It may block, so a server with it
 * runs its calls on threads that may.
 */
final class GrpcAuth implements ServerInterceptor {
  private final ServerAuthenticator authenticator;
  private final Logger log;

  GrpcAuth(ServerAuthenticator authenticator, Logger log) {
    this.authenticator = authenticator;
    this.log = log;
  }

  @Override
  public <A, B> ServerCall.Listener<A> interceptCall(
      ServerCall<A, B> call, Metadata metadata, ServerCallHandler<A, B> next) {
    Status refusal = refusal(call, metadata);
    if (refusal.isOk()) {
      return next.startCall(call, metadata);
    }
    call.close(refusal, new Metadata());
    return new ServerCall.Listener<>() {};
  }

  private Status refusal(ServerCall<?, ?> call, Metadata metadata) {
    try {
      var _ = authenticator.authenticate(headers(call, metadata));
      return Status.OK;
    } catch (AuthenticationException e) {
      log.debug("Refused a call: {}", e.getMessage());
      return Status.UNAUTHENTICATED.withDescription(Objects.requireNonNullElse(e.getMessage(), ""));
    } catch (RuntimeException | Error bug) {
      log.error("Authenticating a sender failed.", bug);
      return Status.INTERNAL.withDescription("authenticator failed: " + bug);
    }
  }

  /** All headers, with lower-case names; the bytes of binary ones become characters one to one. */
  private static List<Header> headers(ServerCall<?, ?> call, Metadata metadata) {
    List<Header> headers = new ArrayList<>();
    for (String name : metadata.keys()) {
      if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        Iterable<byte[]> all =
            metadata.getAll(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER));
        if (all != null) {
          all.forEach(value ->
              headers.add(new Header(name, new String(value, StandardCharsets.ISO_8859_1))));
        }
      } else {
        Iterable<String> all =
            metadata.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        if (all != null) {
          all.forEach(value -> headers.add(new Header(name, value)));
        }
      }
    }
    String authority = call.getAuthority();
    if (authority != null) {
      headers.add(new Header(":authority", authority));
    }
    return headers;
  }
}

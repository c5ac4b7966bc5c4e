package dev.ferrule.config;

import dev.ferrule.confmap.Opaque;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ProxiedSocketAddress;
import io.grpc.ProxyDetector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Calls go through the proxy that {@code HTTPS_PROXY} names, with or without TLS, as in Go. */
final class GrpcProxies implements ProxyDetector {
  private final EnvironmentProxy environment;

  GrpcProxies(EnvironmentProxy environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable ProxiedSocketAddress proxyFor(SocketAddress target) throws IOException {
    if (!(target instanceof InetSocketAddress address)) {
      return null;
    }
    try {
      return environment
          .of(true, address.getHostString(), address.getPort())
          .map(proxy -> through(proxy, address))
          .orElse(null);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static ProxiedSocketAddress through(HttpProxy proxy, InetSocketAddress target) {
    HttpConnectProxiedSocketAddress.Builder through =
        HttpConnectProxiedSocketAddress.newBuilder()
            .setProxyAddress(new InetSocketAddress(proxy.host(), proxy.port()))
            .setTargetAddress(target);
    proxy
        .user()
        .map(Opaque::value)
        .ifPresent(user -> {
          int colon = user.indexOf(':');
          through.setUsername(user.substring(0, colon)).setPassword(user.substring(colon + 1));
        });
    return through.build();
  }
}

package dev.ferrule.config;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a server listens on, as Go names it. */
public enum ServerTransport {
  /** IPv4 and IPv6. */
  TCP,
  /** IPv4 only. */
  TCP4,
  /** IPv6 only. */
  TCP6,
  /** A socket in the file system; the endpoint is its path. */
  UNIX;

  /** The transport of that name, if a server can listen on it. */
  static Optional<ServerTransport> named(String name) {
    return List.of(values()).stream().filter(it -> it.toString().equals(name)).findFirst();
  }

  /** The name in the configuration. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The address to bind. May look a name up, so it may block.
   *
   * @param endpoint {@code host:port}, or a path
   * @throws UnknownHostException with Go's wording if the host has no such address
   */
  public SocketAddress resolve(String endpoint) throws UnknownHostException {
    if (this == UNIX) {
      return UnixDomainSocketAddress.of(endpoint);
    }
    Endpoint parsed = Endpoint.parse(endpoint);
    try {
      return switch (this) {
        case TCP4 -> address(parsed, Inet4Address.class, "0.0.0.0");
        case TCP6 -> address(parsed, Inet6Address.class, "::");
        default -> parsed.resolve();
      };
    } catch (NoSuchAddress e) {
      throw e;
    } catch (UnknownHostException e) {
      throw new NoSuchAddress("lookup " + parsed.host() + ": no such host", e);
    }
  }

  private static final class NoSuchAddress extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    NoSuchAddress(String message, Throwable cause) {
      super(message);
      initCause(cause);
    }

    NoSuchAddress(String message) {
      super(message);
    }
  }

  private static SocketAddress address(
      Endpoint endpoint, Class<? extends InetAddress> family, String everywhere)
      throws UnknownHostException {
    String host = endpoint.host().isEmpty() ? everywhere : endpoint.host();
    for (InetAddress address : InetAddress.getAllByName(host)) {
      if (family.isInstance(address)) {
        return new InetSocketAddress(address, endpoint.port());
      }
    }
    throw new NoSuchAddress("address " + endpoint.host() + ": no suitable address found");
  }

  /** Makes the channel that listens. */
  public ChannelFactory<ServerChannel> channels() {
    return switch (this) {
      case TCP -> NioServerSocketChannel::new;
      case TCP4 ->
          () -> new NioServerSocketChannel(SelectorProvider.provider(), SocketProtocolFamily.INET);
      case TCP6 -> Ipv6Only::new;
      case UNIX -> NioServerDomainSocketChannel::new;
    };
  }

  /** An address as Go prints it. */
  public static String print(SocketAddress address) {
    return switch (address) {
      case InetSocketAddress inet -> Endpoint.print(inet);
      case UnixDomainSocketAddress unix -> unix.getPath().toString();
      default -> address.toString();
    };
  }

  /**
   * Removes the socket's file once nobody listens, as Go does.
   *
   * @throws IOException if the file system does not let it
   */
  public static void remove(SocketAddress address) throws IOException {
    if (address instanceof UnixDomainSocketAddress unix) {
      Files.deleteIfExists(unix.getPath());
    }
  }
}

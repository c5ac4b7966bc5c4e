package dev.ferrule.config;

import io.netty.channel.Channel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;

/**
 * Listens for IPv6. Java cannot tell the system so, which lets IPv4 come to an unspecified IPv6
 * address; whoever comes that way is turned away here.
 */
final class Ipv6Only extends NioServerSocketChannel {
  Ipv6Only() {
    super(SelectorProvider.provider(), SocketProtocolFamily.INET6);
  }

  @Override
  protected int doReadMessages(List<Object> accepted) throws Exception {
    int count = super.doReadMessages(accepted);
    if (count > 0
        && accepted.getLast() instanceof Channel newest
        && newest.remoteAddress() instanceof InetSocketAddress from
        && from.getAddress() instanceof Inet4Address) {
      accepted.removeLast();
      newest.unsafe().closeForcibly();
      return 0;
    }
    return count;
  }
}

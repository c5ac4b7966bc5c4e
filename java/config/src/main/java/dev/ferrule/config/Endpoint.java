package dev.ferrule.config;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A {@code host:port} to listen on.
 *
 * @param host a name or a literal address without brackets; empty for all addresses
 * @param port 0 for any free port, up to 65535
 */
public record Endpoint(String host, int port) {
  private static final int MAX_PORT = 65_535;

  /** What to write instead of an endpoint that is not one. */
  public static final String HINT =
      "write host:port, such as localhost:4317, 0.0.0.0:4317 or [::1]:4317";

  /**
   * Reads {@code host:port}, {@code [address]:port} or {@code :port}.
   *
   * @throws IllegalArgumentException with Go's wording if it is not an endpoint
   */
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("address " + text + ": missing port in address");
    }
    String host;
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      if (close < 0) {
        throw new IllegalArgumentException("address " + text + ": missing ']' in address");
      }
      if (close + 1 != colon) {
        throw new IllegalArgumentException(
            "address "
                + text
                + (colon < close ? ": missing port in address" : ": too many colons in address"));
      }
      host = text.substring(1, close);
    } else {
      host = text.substring(0, colon);
      if (host.indexOf(':') >= 0) {
        throw new IllegalArgumentException("address " + text + ": too many colons in address");
      }
    }
    if (host.chars().anyMatch(c -> c == '/' || c == '[' || c == ']' || c <= ' ')) {
      throw new IllegalArgumentException("address " + text + ": invalid host \"" + host + "\"");
    }
    return new Endpoint(host, parsePort(text.substring(colon + 1)));
  }

  /** What to write instead of an address of a server that is none. */
  static String hint(String text) {
    String bare = text.replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", "");
    try {
      parse(bare);
    } catch (IllegalArgumentException e) {
      return HINT;
    }
    return "write host and port only: " + bare;
  }

  private static int parsePort(String port) {
    boolean digits = !port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9');
    int number = digits && port.length() <= 5 ? Integer.parseInt(port) : MAX_PORT + 1;
    if (number > MAX_PORT) {
      throw new IllegalArgumentException("invalid port \"" + port + "\"");
    }
    return number;
  }

  /**
   * The address to bind, as Go picks it: the first IPv4 address of a name, else the first one; all
   * addresses of both families for an empty or unspecified host. May look the name up, so it may
   * block.
   *
   * @throws UnknownHostException if the name has no address
   */
  public InetSocketAddress resolve() throws UnknownHostException {
    if (host.isEmpty()) {
      return new InetSocketAddress(port);
    }
    InetAddress[] all = InetAddress.getAllByName(host);
    for (InetAddress address : all) {
      if (address instanceof Inet4Address) {
        return new InetSocketAddress(address, port);
      }
    }
    return new InetSocketAddress(all[0], port);
  }

  /** An address as Go prints it: {@code 127.0.0.1:4317}, {@code [::1]:4317}. */
  public static String print(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    return switch (ip) {
      case null -> address.getHostString() + ":" + address.getPort();
      case Inet6Address v6 -> "[" + shorten(v6) + "]:" + address.getPort();
      default -> ip.getHostAddress() + ":" + address.getPort();
    };
  }

  /** The RFC 5952 form: the longest run of zero groups becomes {@code ::}. */
  private static String shorten(Inet6Address address) {
    String text = address.getHostAddress();
    int percent = text.indexOf('%');
    String zone = percent < 0 ? "" : text.substring(percent);
    String[] groups = (percent < 0 ? text : text.substring(0, percent)).split(":", -1);
    int runStart = -1;
    int runLength = 1;
    for (int i = 0; i < groups.length; i++) {
      int end = i;
      while (end < groups.length && groups[end].equals("0")) {
        end++;
      }
      if (end - i > runLength) {
        runStart = i;
        runLength = end - i;
      }
    }
    if (runStart < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < runStart; i++) {
      out.append(i == 0 ? "" : ":").append(groups[i]);
    }
    out.append("::");
    for (int i = runStart + runLength; i < groups.length; i++) {
      out.append(i == runStart + runLength ? "" : ":").append(groups[i]);
    }
    return out.append(zone).toString();
  }
}

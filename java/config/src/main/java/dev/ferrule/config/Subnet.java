package dev.ferrule.config;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of addresses, such as {@code 10.0.0.0/8}.
 *
 * @param first any address of it
 * @param bits how many leading bits all of them share
 */
record Subnet(InetAddress first, int bits) {

  /** Reads {@code address/bits}; empty if it is not that. */
  static Optional<Subnet> parse(String text) {
    int slash = text.indexOf('/');
    String bits = text.substring(slash + 1);
    if (slash < 0 || !bits.matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int length = Integer.parseInt(bits);
    return literal(text.substring(0, slash))
        .filter(address -> length <= address.getAddress().length * Byte.SIZE)
        .map(address -> new Subnet(address, length));
  }

  /** The address that is written there; empty for a name, which is not looked up. */
  static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      // A name.
      return Optional.empty();
    }
  }

  /** Whether that is a literal address of the range. */
  boolean contains(String host) {
    return literal(host).map(InetAddress::getAddress).map(this::contains).orElse(false);
  }

  private boolean contains(byte[] address) {
    byte[] mine = first.getAddress();
    if (mine.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((mine[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}

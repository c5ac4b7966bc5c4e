package dev.ferrule.receiver.otlp.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of HTTP/2 that sends and gets single frames. Reads give up after a while. */
final class H2 implements AutoCloseable {
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;

  /** A frame; the payload as characters, one to one. */
  record Frame(int type, int flags, String payload) {}

  private final Socket socket;

  H2(InetSocketAddress address) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(preface());
  }

  /** What a client begins with: its preface and empty settings. */
  static byte[] preface() {
    return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  void ping() throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.write(new byte[] {0, 0, 8, PING, 0, 0, 0, 0, 0});
    out.writeLong(1);
    out.flush();
  }

  /** The next frame of that type. */
  Frame next(int type) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    while (true) {
      int length = (in.readUnsignedShort() << 8) | in.readUnsignedByte();
      int found = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      in.readInt();
      byte[] payload = in.readNBytes(length);
      if (found == type) {
        return new Frame(found, flags, new String(payload, StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** Reads until the server closes the connection, whatever it says before. */
  void awaitClose() throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // On to the end.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

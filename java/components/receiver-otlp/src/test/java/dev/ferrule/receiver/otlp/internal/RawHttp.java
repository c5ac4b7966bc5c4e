package dev.ferrule.receiver.otlp.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One connection on which a test writes what it likes. Reads give up after a while. */
final class RawHttp implements AutoCloseable {
  /** A response; the header lines are lower-case. */
  record Answer(int code, List<String> headers, String body) {
    boolean has(String header) {
      return headers.contains(header.toLowerCase(Locale.ROOT));
    }
  }

  private final Socket socket;

  RawHttp(InetSocketAddress address) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(20_000);
  }

  RawHttp write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawHttp write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** A protobuf export of that many bytes follows. */
  RawHttp post(String path, int length, String... headers) throws IOException {
    StringBuilder head =
        new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: test\r\n")
            .append("Content-Type: application/x-protobuf\r\n")
            .append("Content-Length: " + length + "\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return write(head.append("\r\n").toString());
  }

  Answer read() throws IOException {
    return read(true);
  }

  /** The next response; a body is read if there is one. */
  Answer read(boolean withBody) throws IOException {
    String status = line();
    int code = Integer.parseInt(status.split(" ", 3)[1]);
    List<String> headers = new ArrayList<>();
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line.toLowerCase(Locale.ROOT));
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
        length = Integer.parseInt(line.substring("content-length: ".length()));
      }
    }
    byte[] body = withBody ? socket.getInputStream().readNBytes(length) : new byte[0];
    return new Answer(code, headers, new String(body, StandardCharsets.ISO_8859_1));
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("connection closed");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Whether the server closes the connection, with nothing more to say. */
  boolean isClosedByServer() throws IOException {
    return socket.getInputStream().read() < 0;
  }

  /** Leaves without a word. */
  void hangUp() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

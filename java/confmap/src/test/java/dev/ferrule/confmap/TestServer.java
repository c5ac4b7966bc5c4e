package dev.ferrule.confmap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;

/** An HTTP server that does to its clients whatever a test wants. */
final class TestServer implements AutoCloseable {
  /** Answers one request. */
  interface Answer {
    void write(String path, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  TestServer(Answer answer) throws IOException {
    this(ServerSocketFactory.getDefault(), answer);
  }

  TestServer(ServerSocketFactory sockets, Answer answer) throws IOException {
    server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(answer));
  }

  /** An answer with that status line, headers and body. */
  static Answer with(String status, String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return with(status, headers, bytes);
  }

  static Answer with(String status, String headers, byte[] body) {
    return (_, out) -> {
      head(out, status, headers + "Content-Length: " + body.length + "\r\n");
      out.write(body);
    };
  }

  static void head(OutputStream out, String status, String headers) throws IOException {
    String head = "HTTP/1.1 " + status + "\r\n" + headers + "Connection: close\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void accept(Answer answer) {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket, answer));
      }
    } catch (IOException e) {
      // Closed: no more clients.
    }
  }

  private void serve(Socket socket, Answer answer) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
      StringBuilder request = new StringBuilder();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        request.append(line).append('\n');
      }
      String head = request.toString();
      if (!head.isEmpty()) {
        requests.add(head);
        answer.write(head.split(" ", 3)[1], socket.getOutputStream());
      }
    } catch (IOException | InterruptedException e) {
      // The client has had enough.
    }
  }

  /** Blocks until the server is closed. */
  void hang() throws InterruptedException {
    closed.await();
  }

  int port() {
    return server.getLocalPort();
  }

  String url(String path) {
    return "http://localhost:" + port() + path;
  }

  /** What clients asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Whether clients closed the connections that they had. */
  boolean isLeft() throws IOException {
    for (Socket socket : sockets) {
      if (!socket.isClosed() && socket.getInputStream().read() >= 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}

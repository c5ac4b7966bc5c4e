package dev.ferrule.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that misbehaves as it is told: it hands over each connection. */
public final class RawServer implements AutoCloseable {

  /** What to do with a connection, which is closed afterwards. */
  @FunctionalInterface
  public interface Script {
    /** Called for each connection, on a thread of its own. */
    void serve(Socket connection) throws IOException, InterruptedException;
  }

  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Listens on a free port. */
  public RawServer(Script script) throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(() -> accept(script));
  }

  private void accept(Script script) {
    while (!listening.isClosed()) {
      try {
        Socket connection = listening.accept();
        open.add(connection);
        threads.execute(() -> serve(script, connection));
      } catch (IOException e) {
        // Closed; or a client that went at once.
      }
    }
  }

  private static void serve(Script script, Socket connection) {
    try (connection) {
      script.serve(connection);
    } catch (IOException e) {
      // The client went first.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads one request with a length, and answers its head. */
  public static String readRequest(InputStream stream) throws IOException {
    InputStream in =
        stream instanceof BufferedInputStream ? stream : new BufferedInputStream(stream);
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed");
      }
      head.append((char) next);
    }
    for (String line : head.toString().split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        in.skipNBytes(Long.parseLong(line.substring(line.indexOf(':') + 1).strip()));
      }
    }
    return head.toString();
  }

  /** Says nothing until the client goes. */
  public static void hang(Socket connection) throws IOException {
    connection.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  /** Writes text as it is. */
  public static void write(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(ISO_8859_1));
    connection.getOutputStream().flush();
  }

  /** The port. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Such as {@code http://127.0.0.1:1234}. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket connection : open) {
      connection.close();
    }
    threads.shutdownNow();
  }
}

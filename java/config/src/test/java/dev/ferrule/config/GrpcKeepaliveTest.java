package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.testkit.RawServer;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Pings, seen on the wire. It takes a little more than ten seconds, since less is not allowed
 * between two pings.
 */
final class GrpcKeepaliveTest {
  private static final int PREFACE = 24;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final byte[] EMPTY_SETTINGS = {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0};
  private static final byte[] SETTINGS_ACK = {0, 0, 0, SETTINGS, 1, 0, 0, 0, 0};

  /** When what happened on a connection, in nanoseconds since it opened. */
  private record Seen(long ping, long closed) {}

  private static Seen watch(Socket connection) throws IOException {
    DataInputStream in = new DataInputStream(connection.getInputStream());
    in.skipNBytes(PREFACE);
    connection.getOutputStream().write(EMPTY_SETTINGS);
    long start = System.nanoTime();
    long ping = 0;
    try {
      while (true) {
        int head = in.readInt();
        int type = head & 0xff;
        int flags = in.readUnsignedByte();
        in.skipNBytes(4L + (head >>> 8));
        if (type == SETTINGS && flags == 0) {
          connection.getOutputStream().write(SETTINGS_ACK);
        } else if (type == PING && ping == 0) {
          ping = System.nanoTime() - start;
        }
      }
    } catch (EOFException e) {
      return new Seen(ping, System.nanoTime() - start);
    }
  }

  @Test
  void aQuietConnectionIsPingedAndClosedWithoutAnAnswer() throws Exception {
    CompletableFuture<Seen> seen = new CompletableFuture<>();
    String keepalive = "keepalive: {time: 1s, timeout: 200ms, permit_without_stream: true}";
    try (RawServer server = new RawServer(connection -> seen.complete(watch(connection)));
        GrpcCalls _ =
            new GrpcCalls(
                GrpcCalls.PLAIN + "endpoint: 127.0.0.1:" + server.port() + "\n" + keepalive)) {
      Seen it = seen.get(40, TimeUnit.SECONDS);
      assertThat(it.ping()).isGreaterThan(TimeUnit.SECONDS.toNanos(9));
      assertThat(it.closed() - it.ping()).isLessThan(TimeUnit.SECONDS.toNanos(9));
    }
  }
}

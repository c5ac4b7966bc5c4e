package dev.ferrule.receiver.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the gRPC server's settings do to a connection, frame by frame. */
@ExtendWith(LeakWatch.class)
class GrpcLimitsTest {
  private static Rig rig(String yaml) {
    return new Rig.Builder().grpc(yaml).start();
  }

  @Test
  void saysHowManyStreamsThereMayBe() throws Exception {
    try (Rig rig = rig("max_concurrent_streams: 7");
        H2 client = new H2(rig.grpcAddress())) {
      assertThat(setting(client.next(H2.SETTINGS), 3)).isEqualTo(7);
    }
  }

  private static int setting(H2.Frame settings, int id) {
    ByteBuffer payload = ByteBuffer.wrap(settings.payload().getBytes(StandardCharsets.ISO_8859_1));
    while (payload.hasRemaining()) {
      int found = payload.getShort();
      int value = payload.getInt();
      if (found == id) {
        return value;
      }
    }
    throw new AssertionError("no setting " + id);
  }

  @Test
  void disconnectsWhoPingsTooOften() throws Exception {
    try (Rig rig = rig("keepalive: {enforcement_policy: {min_time: 1h}}");
        H2 client = new H2(rig.grpcAddress())) {
      for (int i = 0; i < 5; i++) {
        client.ping();
      }
      assertThat(client.next(H2.GOAWAY).payload()).endsWith("too_many_pings");
    }
  }

  @Test
  void letsClientsPingIfTheyMay() throws Exception {
    try (Rig rig =
            rig("keepalive: {enforcement_policy: {min_time: 1ns, permit_without_stream: true}}");
        H2 client = new H2(rig.grpcAddress())) {
      for (int i = 0; i < 10; i++) {
        client.ping();
        assertThat(client.next(H2.PING).flags()).isEqualTo(1);
      }
    }
  }

  @Test
  void pingsAQuietConnectionAndClosesADeadOne() throws Exception {
    try (Rig rig = rig("keepalive: {server_parameters: {time: 100ms, timeout: 100ms}}");
        H2 client = new H2(rig.grpcAddress())) {
      assertThat(client.next(H2.PING).flags()).isZero();
      client.awaitClose();
    }
  }

  @Test
  void endsOldAndIdleConnections() throws Exception {
    for (String limit : new String[] {"max_connection_age", "max_connection_idle"}) {
      try (Rig rig = rig("keepalive: {server_parameters: {" + limit + ": 1s}}");
          H2 client = new H2(rig.grpcAddress())) {
        String reason = limit.equals("max_connection_age") ? "max_age" : "max_idle";
        assertThat(client.next(H2.GOAWAY).payload()).endsWith(reason);
      }
    }
  }
}

package dev.ferrule.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.testkit.FakeHost;
import dev.ferrule.testkit.Section;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.helpers.NOPLogger;

/** A client with its surroundings. The body is off the heap and is gone when a call returned. */
final class HttpCalls implements AutoCloseable {
  private final HttpClient client;

  HttpCalls(String yaml) {
    this(yaml, new FakeHost());
  }

  HttpCalls(String yaml, ComponentId id, Extension extension) {
    this(yaml, new FakeHost(Map.of(id, extension)));
  }

  private HttpCalls(String yaml, Host host) {
    this.client =
        HttpClient.open(
            Section.of(HttpClientConfig.DEFAULTS, yaml),
            host,
            "test-network",
            NOPLogger.NOP_LOGGER);
  }

  HttpAnswer post(String url, String body) throws IOException, InterruptedException {
    return post(url, body.getBytes(UTF_8), OptionalLong.empty());
  }

  HttpAnswer post(String url, byte[] body, OptionalLong deadlineNanos)
      throws IOException, InterruptedException {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment bytes = arena.allocate(Math.max(1, body.length)).asSlice(0, body.length);
      bytes.copyFrom(MemorySegment.ofArray(body));
      return client.send(
          new HttpUpload(
              HttpUrl.parse(url),
              Map.of("Content-Type", "text/plain", "User-Agent", "test/1"),
              bytes.asReadOnly(),
              deadlineNanos));
    }
  }

  static String text(HttpAnswer answer) {
    return UTF_8.decode(answer.body().duplicate()).toString();
  }

  @Override
  public void close() {
    client.close(Duration.ofSeconds(10));
  }
}

package dev.ferrule.cli;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the messages of a process as they come. One thread. */
final class MessageReader {
  private final Exchange exchange;
  private final Consumer<PluginMessage> listener;
  private long read;
  private boolean any;
  private boolean finished;

  MessageReader(Exchange exchange, Consumer<PluginMessage> listener) {
    this.exchange = exchange;
    this.listener = listener;
  }

  /** Hands over every whole message that has come since. */
  void readAll() {
    String text = exchange.read(read);
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      String line = text.substring(from, end);
      from = end + 1;
      @Nullable PluginMessage message = PluginMessage.parse(line);
      if (message != null) {
        any = true;
        finished |=
            message instanceof PluginMessage.Done || message instanceof PluginMessage.Refused;
        listener.accept(message);
      }
    }
    read += text.substring(0, from).getBytes(StandardCharsets.UTF_8).length;
  }

  /** Whether there was one at all. */
  boolean any() {
    return any;
  }

  /** Whether the last one has come. */
  boolean finished() {
    return finished;
  }
}

package dev.ferrule.config;

import java.io.IOException;
import java.net.UnknownHostException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.jspecify.annotations.Nullable;

/** What to tell an operator about a request that got no answer. */
final class FailureText {
  private FailureText() {}

  /** A failure that names the request. */
  static IOException failed(HttpUrl url, String why, @Nullable Exception cause) {
    return new IOException("Post \"%s\": %s".formatted(url, why), cause);
  }

  /** The reason in words, also where an exception has none. */
  static String of(Throwable thrown) {
    String message = thrown.getMessage();
    if (thrown instanceof UnknownHostException && message != null) {
      // Java puts the system's words behind the name, in whatever language it speaks.
      return "lookup " + message.split(":", 2)[0] + ": no such host";
    }
    if (message == null) {
      return thrown instanceof ConnectionClosedException
          ? "connection closed by the server"
          : thrown.getClass().getSimpleName();
    }
    Throwable cause = thrown.getCause();
    return cause == null || cause.getMessage() == null || message.contains(cause.getMessage())
        ? message
        : message + ": " + of(cause);
  }
}

package dev.ferrule.service.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** An answer of a port that is scraped. */
public record Scrape(int status, String contentType, long contentLength, String body) {

  /** Gets the metrics. */
  public static Scrape of(InetSocketAddress address) {
    return of(address, "GET", "/metrics");
  }

  /** Sends any request without a body. */
  static Scrape of(InetSocketAddress address, String method, String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + address.getPort() + path).toURL().openConnection();
      connection.setConnectTimeout(10_000);
      connection.setReadTimeout(10_000);
      connection.setRequestMethod(method);
      int status = connection.getResponseCode();
      try (InputStream body =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return new Scrape(
            status,
            Optional.ofNullable(connection.getContentType()).orElse(""),
            connection.getContentLengthLong(),
            body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all series, without labels, each once. */
  public List<String> names() {
    return body.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceAll("[{ ].*", ""))
        .distinct()
        .toList();
  }
}

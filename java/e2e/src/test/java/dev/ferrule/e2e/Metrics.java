package dev.ferrule.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Scrapes a collector's own metrics. */
record Metrics(int port) {

  /** The samples, one a line. */
  List<String> samples() {
    return text().lines().filter(line -> !line.startsWith("#")).toList();
  }

  /** The names of all metrics. */
  Set<String> names() {
    return text()
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ", 4)[2])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Scrapes again and again until that sample is there; fails after a while. */
  void await(String sample) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    List<String> last = samples();
    while (!last.contains(sample)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no " + sample + " in:\n" + String.join("\n", last));
      }
      Thread.onSpinWait();
      last = samples();
    }
  }

  private String text() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(Duration.ofSeconds(10))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(response.statusCode() + ": " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.ferrule.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a health endpoint. */
record Health(int port) {
  /** What {@link #status} gives if nobody listens. */
  static final int NOBODY = -1;

  /** The HTTP status, or {@link #NOBODY}. */
  int status() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request(), HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (IOException e) {
      return NOBODY;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The body of the answer. */
  String body() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request(), HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks again and again until that is the status; fails after a while. */
  void await(int wanted) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    int last = status();
    while (last != wanted) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("health is " + last + ", not " + wanted);
      }
      Thread.onSpinWait();
      last = status();
    }
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
        .timeout(Duration.ofSeconds(10))
        .build();
  }
}

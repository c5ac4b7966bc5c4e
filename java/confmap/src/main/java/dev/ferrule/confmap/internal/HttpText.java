package dev.ferrule.confmap.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/** Downloads texts, with one sentence for each way this can fail. */
final class HttpText {
  private static final int OK = 200;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** As many as Go's client follows. */
  private static final int MOST_REDIRECTS = 10;

  private final Map<String, String> environment;
  private final Waits waits;

  HttpText(Map<String, String> environment, Waits waits) {
    this.environment = environment;
    this.waits = waits;
  }

  /**
   * The name of a URL in positions and errors: without user, query and fragment, which may hold a
   * secret, and only the scheme if the URL was put together from values that must not be shown.
   */
  static String shown(String url, boolean secret) {
    try {
      URI uri = new URI(url);
      if (secret || uri.getHost() == null) {
        return uri.getScheme() + ":...";
      }
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    } catch (URISyntaxException e) {
      return url.substring(0, url.indexOf(':') + 1) + "...";
    }
  }

  /**
   * The body of a GET.
   *
   * @param shown what errors call it
   */
  String read(String url, String shown) throws ReferenceException {
    URI uri = uri(url, shown);
    String what = "unable to download the file via HTTP GET for uri \"" + shown + "\": ";
    // Not closed, which would wait for a look-up of the host's name that does not end.
    HttpClient client = client(what);
    try {
      byte[] body =
          Timed.within(
              waits.download(),
              Thread.ofVirtual().name("config-download"),
              () -> get(client, uri, what));
      return Decoded.text(body, what);
    } catch (Timed.LateException e) {
      throw new ReferenceException(
          what + "it took longer than " + waits.download().toMillis() + " ms");
    } catch (ExecutionException e) {
      throw failure(e, what);
    } finally {
      client.shutdownNow();
    }
  }

  private static URI uri(String url, String shown) throws ReferenceException {
    try {
      URI uri = new URI(url);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new ReferenceException(
          "invalid uri \"%s\": %s".formatted(shown, e.getReason()), "percent-encode it");
    }
    throw new ReferenceException(
        "invalid uri \"%s\": it names no host".formatted(shown),
        "write it as in http://localhost:8080/config.yaml");
  }

  private HttpClient client(String what) throws ReferenceException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(waits.connect());
    SystemTrust.context(environment, what).ifPresent(builder::sslContext);
    return builder.build();
  }

  private static byte[] get(HttpClient client, URI first, String what)
      throws ReferenceException, IOException, InterruptedException {
    URI uri = first;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      HttpResponse<InputStream> response =
          client.send(request(uri), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        int status = response.statusCode();
        Optional<String> target = response.headers().firstValue("Location");
        if (REDIRECTS.contains(status) && target.isPresent()) {
          uri = redirected(uri, target.get(), what);
          continue;
        }
        if (status != OK) {
          throw new ReferenceException(what + "the server answered with status code " + status);
        }
        byte[] bytes = body.readNBytes(Limits.SOURCE_BYTES + 1);
        if (bytes.length > Limits.SOURCE_BYTES) {
          throw new ReferenceException(what + FileText.tooLarge());
        }
        return bytes;
      }
    }
    throw new ReferenceException(what + "stopped after " + MOST_REDIRECTS + " redirects");
  }

  private static URI redirected(URI from, String target, String what) throws ReferenceException {
    try {
      URI to = from.resolve(new URI(target));
      boolean web =
          "http".equalsIgnoreCase(to.getScheme()) || "https".equalsIgnoreCase(to.getScheme());
      if (web && to.getHost() != null) {
        return to;
      }
    } catch (URISyntaxException e) {
      // Reported below: where a server sends us may hold a secret, too.
    }
    throw new ReferenceException(what + "it redirects to what is no http or https URL");
  }

  /** The user in a URL is sent as Go's client does it; the JDK's would leave it out. */
  private static HttpRequest request(URI uri) {
    String user = uri.getRawUserInfo();
    if (user == null) {
      return HttpRequest.newBuilder(uri).GET().build();
    }
    String url = uri.toString();
    int at = url.indexOf("//") + 2;
    URI bare = URI.create(url.substring(0, at) + url.substring(at + user.length() + 1));
    int colon = user.indexOf(':');
    String name = colon < 0 ? user : user.substring(0, colon);
    String password = colon < 0 ? "" : user.substring(colon + 1);
    String credentials = decoded(name) + ":" + decoded(password);
    return HttpRequest.newBuilder(bare)
        .header(
            "Authorization",
            "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
        .GET()
        .build();
  }

  private static String decoded(String part) {
    // In this part of a URL a plus stands for itself.
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private ReferenceException failure(ExecutionException failed, String what) {
    return switch (failed.getCause()) {
      case ReferenceException own -> own;
      case HttpConnectTimeoutException _ ->
          new ReferenceException(
              what + "no connection within " + waits.connect().toMillis() + " ms");
      case ConnectException refused -> {
        boolean unknown = isCausedBy(refused, UnresolvedAddressException.class);
        yield new ReferenceException(what + (unknown ? "unknown host" : "connection refused"));
      }
      case SSLException tls ->
          new ReferenceException(
              what + "TLS: " + tls.getMessage(),
              "is the server's certificate signed by an authority that this system trusts?");
      case IOException io -> new ReferenceException(what + io.getMessage());
      case null, default -> throw new IllegalStateException(failed);
    };
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }
}

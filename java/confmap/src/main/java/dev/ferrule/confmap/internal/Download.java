package dev.ferrule.confmap.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One GET, with the redirects that Go's client follows. One thread; any may close it. */
final class Download implements AutoCloseable {
  private static final int OK = 200;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** As many as Go's client follows. */
  private static final int MOST_REDIRECTS = 10;

  private final Map<String, String> environment;
  private final Waits waits;
  private final String what;
  private final List<HttpClient> clients = new CopyOnWriteArrayList<>();
  private @Nullable HttpClient plain;
  private @Nullable HttpClient secure;

  /**
   * A download.
   *
   * @param what starts the sentence of errors
   */
  Download(Map<String, String> environment, Waits waits, String what) {
    this.environment = environment;
    this.waits = waits;
    this.what = what;
  }

  /** The body of what the URL leads to. */
  byte[] get(URI first) throws ReferenceException, IOException, InterruptedException {
    URI uri = first;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      HttpResponse<InputStream> response =
          client(uri).send(request(uri), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        int status = response.statusCode();
        Optional<String> target = response.headers().firstValue("Location");
        if (REDIRECTS.contains(status) && target.isPresent()) {
          uri = redirected(uri, target.get());
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

  private URI redirected(URI from, String target) throws ReferenceException {
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

  private HttpClient client(URI uri) throws ReferenceException {
    // To read what the system trusts takes longer than most downloads.
    if ("https".equalsIgnoreCase(uri.getScheme())) {
      if (secure == null) {
        HttpClient.Builder builder = builder();
        SystemTrust.context(environment, what).ifPresent(builder::sslContext);
        secure = built(builder);
      }
      return secure;
    }
    if (plain == null) {
      plain = built(builder());
    }
    return plain;
  }

  private HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(waits.connect());
  }

  private HttpClient built(HttpClient.Builder builder) {
    HttpClient client = builder.build();
    clients.add(client);
    return client;
  }

  /** Gives up what is still going on, without waiting: to look up a host's name may take long. */
  @Override
  public void close() {
    clients.forEach(HttpClient::shutdownNow);
  }
}

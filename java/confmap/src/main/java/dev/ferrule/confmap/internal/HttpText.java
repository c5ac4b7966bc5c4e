package dev.ferrule.confmap.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/** Downloads texts, with one sentence for each way this can fail. */
final class HttpText {
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
    try (Download download = new Download(environment, waits, what)) {
      Thread.Builder threads = Thread.ofVirtual().name("config-download");
      byte[] body = Timed.within(waits.download(), threads, () -> download.get(uri));
      return Decoded.text(body, what);
    } catch (Timed.LateException e) {
      throw new ReferenceException(
          what + "it took longer than " + waits.download().toMillis() + " ms");
    } catch (ExecutionException e) {
      throw failure(e, what);
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
      // Such as a port that is out of range, also in a redirect.
      case IllegalArgumentException _ ->
          new ReferenceException(what + "this is not a URL that can be connected to");
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

package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.config.CorsConfig;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells browsers which pages may send, as the Go Collector's library does: a page that may not gets
 * its answer without the headers that would let it see it. Any thread.
 */
final class Cors {
  private static final String ANY = "*";
  private static final Set<String> METHODS = Set.of("GET", "POST", "HEAD");
  private static final List<String> USUAL_HEADERS =
      List.of("accept", "content-type", "x-requested-with");

  private final List<String> origins;
  private final boolean anyHeader;
  private final Set<String> headers;
  private final List<String> exposed;
  private final int maxAge;

  Cors(CorsConfig config) {
    origins = lower(config.allowedOrigins());
    anyHeader = config.allowedHeaders().contains(ANY);
    headers =
        new HashSet<>(
            config.allowedHeaders().isEmpty() ? USUAL_HEADERS : lower(config.allowedHeaders()));
    exposed = config.exposedHeaders();
    maxAge = config.maxAge();
  }

  private static List<String> lower(List<String> all) {
    return all.stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether a browser only asks whether it may send. Such a request goes no further. */
  static boolean isPreflight(HttpRequest request) {
    return request.method().equals(HttpMethod.OPTIONS)
        && !value(request, HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD).isEmpty();
  }

  /** What to add to the response; {@code Vary} comes beside one that is there, the rest replace. */
  HttpHeaders answer(HttpRequest request) {
    HttpHeaders answer = new DefaultHttpHeaders();
    String origin = value(request, HttpHeaderNames.ORIGIN);
    boolean allowed = !origin.isEmpty() && allows(origin);
    if (isPreflight(request)) {
      answer.set(
          HttpHeaderNames.VARY,
          "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
      String method = value(request, HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
      if (allowed && isKnown(method) && allowsHeaders(request)) {
        addOrigin(answer, origin);
        answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, method);
        String asked = asked(request);
        if (!asked.isEmpty()) {
          answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, asked);
        }
        if (maxAge != 0) {
          answer.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, Math.max(0, maxAge));
        }
      }
      return answer;
    }
    answer.set(HttpHeaderNames.VARY, "Origin");
    if (allowed && isKnown(request.method().name())) {
      addOrigin(answer, origin);
      if (!exposed.isEmpty()) {
        answer.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, String.join(", ", exposed));
      }
    }
    return answer;
  }

  private static boolean isKnown(String method) {
    return METHODS.contains(method) || method.equals("OPTIONS");
  }

  private void addOrigin(HttpHeaders answer, String origin) {
    answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origins.contains(ANY) ? ANY : origin);
    answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
  }

  private boolean allows(String origin) {
    String lower = origin.toLowerCase(Locale.ROOT);
    return origins.stream().anyMatch(pattern -> matches(pattern, lower));
  }

  private static boolean matches(String pattern, String origin) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(origin);
    }
    String end = pattern.substring(star + 1);
    return origin.length() >= star + end.length()
        && origin.startsWith(pattern.substring(0, star))
        && origin.endsWith(end);
  }

  private boolean allowsHeaders(HttpRequest request) {
    List<String> asked = new ArrayList<>(Arrays.asList(asked(request).split(",", -1)));
    asked.replaceAll(it -> it.strip().toLowerCase(Locale.ROOT));
    asked.removeIf(String::isEmpty);
    return anyHeader || headers.containsAll(asked);
  }

  private static String asked(HttpRequest request) {
    return String.join(
        ", ", request.headers().getAll(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS));
  }

  private static String value(HttpRequest request, CharSequence name) {
    String value = request.headers().get(name);
    return value == null ? "" : value;
  }
}

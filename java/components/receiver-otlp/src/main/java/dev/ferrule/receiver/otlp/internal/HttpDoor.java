package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.component.Call;
import dev.ferrule.config.HttpServerConfig;
import dev.ferrule.pdata.Signal;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Decides from the head of a request whether its body is wanted. */
final class HttpDoor {
  static final String TOO_LARGE = "http: request body too large";

  /** What the head of a request leads to. */
  sealed interface Verdict {}

  /**
   * The body is wanted.
   *
   * @param contentEncoding one of those accepted
   * @param contentLength as announced; 0 if it was not
   */
  record Admitted(
      Signal signal, Encoding encoding, String contentEncoding, long contentLength, Call call)
      implements Verdict {}

  /** It is not. */
  record Refused(Reply reply) implements Verdict {}

  private final Map<String, Signal> paths;
  private final Set<String> contentEncodings;
  private final long maxBody;
  private final boolean includeMetadata;

  HttpDoor(Map<String, Signal> paths, HttpServerConfig config) {
    this.paths = Map.copyOf(paths);
    this.contentEncodings = Set.copyOf(config.acceptedEncodings());
    this.maxBody = config.maxBodyBytes();
    this.includeMetadata = config.includeMetadata();
  }

  /** The largest body, in bytes, as it comes and decompressed. */
  long maxBody() {
    return maxBody;
  }

  /** What is wrong with a request as HTTP; the connection cannot go on after it. */
  static Optional<Reply> badHttp(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      Throwable cause = request.decoderResult().cause();
      boolean tooLong =
          cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
      return Optional.of(Reply.badHttp(tooLong ? 431 : 400, ""));
    }
    HttpVersion version = request.protocolVersion();
    if (version.majorVersion() != 1) {
      return Optional.of(Reply.badHttp(505, "unsupported protocol version"));
    }
    if (version.minorVersion() > 0 && !request.headers().contains(HttpHeaderNames.HOST)) {
      return Optional.of(Reply.badHttp(400, "missing required Host header"));
    }
    String expectation = request.headers().get(HttpHeaderNames.EXPECT);
    if (expectation != null
        && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expectation.strip())) {
      return Optional.of(Reply.badHttp(417, ""));
    }
    return Optional.empty();
  }

  /** The checks in the order of the Go Collector: decompression comes before everything else. */
  Verdict check(HttpRequest request) {
    HttpHeaders headers = request.headers();
    String contentType = headers.get(HttpHeaderNames.CONTENT_TYPE);
    String contentEncoding =
        Objects.requireNonNullElse(headers.get(HttpHeaderNames.CONTENT_ENCODING), "");
    if (!contentEncodings.contains(contentEncoding)) {
      return new Refused(
          Reply.badRequest(contentType, "unsupported Content-Encoding: " + contentEncoding));
    }
    Signal signal = paths.get(path(request.uri()));
    if (signal == null) {
      return new Refused(Reply.NOT_FOUND);
    }
    if (!request.method().equals(HttpMethod.POST)) {
      return new Refused(Reply.METHOD_NOT_ALLOWED);
    }
    Encoding encoding = Encoding.of(contentType).orElse(null);
    if (encoding == null) {
      return new Refused(Reply.UNSUPPORTED_MEDIA_TYPE);
    }
    long length = HttpUtil.getContentLength(request, 0L);
    if (length > maxBody) {
      return new Refused(Reply.badRequest(encoding, TOO_LARGE));
    }
    Call call = includeMetadata ? new Call(OptionalLong.empty(), metadata(headers)) : Call.NONE;
    return new Admitted(signal, encoding, contentEncoding, length, call);
  }

  /** The decoded path, also of a request that names the whole URL. */
  private static String path(String uri) {
    int start = 0;
    if (!uri.startsWith("/")) {
      int scheme = uri.indexOf("://");
      start = scheme < 0 ? -1 : uri.indexOf('/', scheme + 3);
      if (start < 0) {
        return "";
      }
    }
    try {
      return new QueryStringDecoder(uri.substring(start)).path();
    } catch (IllegalArgumentException badEscape) {
      return "";
    }
  }

  private static Map<String, List<String>> metadata(HttpHeaders headers) {
    Map<String, List<String>> all = new HashMap<>();
    headers.forEach(header ->
        all.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(header.getValue()));
    all.replaceAll((_, values) -> List.copyOf(values));
    return Map.copyOf(all);
  }
}

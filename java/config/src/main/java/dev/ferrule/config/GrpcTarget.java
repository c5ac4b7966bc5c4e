package dev.ferrule.config;

import java.nio.file.Path;

/** Where a gRPC client connects to. */
public sealed interface GrpcTarget {
  /** What to write instead of an endpoint that is not one. */
  String HINT = "write host:port, such as localhost:4317 or https://otlp.example.com:443";

  /**
   * A host, whose addresses are looked up when connecting.
   *
   * @param host a name or a literal address without brackets
   * @param port 1 to 65535
   * @param https whether the endpoint asks for TLS by its scheme
   */
  record Network(String host, int port, boolean https) implements GrpcTarget {}

  /**
   * A Unix domain socket.
   *
   * @param path absolute
   */
  record Socket(Path path) implements GrpcTarget {}

  /**
   * Reads an endpoint: {@code host:port}, also after {@code http://}, {@code https://}, {@code
   * dns:///} or {@code passthrough:///}; or {@code unix:///path}.
   *
   * @throws IllegalArgumentException with Go's wording, where it has one, if it is none of these
   */
  static GrpcTarget parse(String endpoint) {
    int colon = endpoint.indexOf("://");
    if (colon < 0) {
      return network(endpoint, false);
    }
    String scheme = endpoint.substring(0, colon);
    String rest = endpoint.substring(colon + 3);
    return switch (scheme) {
      case "unix" -> socket(rest);
      case "http" -> network(rest, false);
      case "https" -> network(rest, true);
      case "dns", "passthrough" -> resolved(scheme, rest);
      default ->
          throw new IllegalArgumentException(
              "resolver scheme \"" + scheme + "\" is not supported yet");
    };
  }

  /** What to write instead of that endpoint, which is not one. */
  static String hint(String endpoint) {
    String bare = endpoint.replaceFirst("^(?!https?:)[a-z]+://", "");
    String server = bare.replaceFirst("^((?:https?://)?[^/]+)/.*$", "$1");
    try {
      parse(server);
    } catch (IllegalArgumentException e) {
      return HINT;
    }
    return server.equals(bare) ? "write " + bare : "leave out the path: write " + server;
  }

  private static GrpcTarget resolved(String scheme, String rest) {
    if (!rest.startsWith("/")) {
      throw new IllegalArgumentException(
          "an authority in the endpoint is not supported yet: write " + scheme + ":///host:port");
    }
    return network(rest.substring(1), false);
  }

  private static GrpcTarget network(String hostPort, boolean https) {
    Endpoint endpoint = Endpoint.parse(hostPort);
    if (endpoint.port() == 0) {
      throw new IllegalArgumentException("invalid port \"0\"");
    }
    String host = endpoint.host().isEmpty() ? "localhost" : endpoint.host();
    return new Network(host, endpoint.port(), https);
  }

  private static GrpcTarget socket(String path) {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("unix socket path cannot be empty");
    }
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(
          "unix socket path must be absolute: write unix:///" + path);
    }
    return new Socket(Path.of(path));
  }
}

package dev.ferrule.receiver.otlp.internal;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The headers of a gRPC request, for the pipelines. */
final class GrpcMetadata {
  private GrpcMetadata() {}

  /**
   * All headers, lower-case; {@code host} is the authority unless there is such a header. The bytes
   * of binary headers become characters one to one.
   */
  static Map<String, List<String>> read(ServerCall<?, ?> call, Metadata headers) {
    Map<String, List<String>> all = new HashMap<>();
    for (String name : headers.keys()) {
      all.put(name, values(headers, name));
    }
    String authority = call.getAuthority();
    if (authority != null) {
      all.putIfAbsent(":authority", List.of(authority));
      all.putIfAbsent("host", List.of(authority));
    }
    return Map.copyOf(all);
  }

  private static List<String> values(Metadata headers, String name) {
    List<String> values = new ArrayList<>();
    if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
      Iterable<byte[]> all = headers.getAll(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER));
      if (all != null) {
        all.forEach(value -> values.add(new String(value, StandardCharsets.ISO_8859_1)));
      }
    } else {
      Iterable<String> all =
          headers.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
      if (all != null) {
        all.forEach(values::add);
      }
    }
    return List.copyOf(values);
  }
}

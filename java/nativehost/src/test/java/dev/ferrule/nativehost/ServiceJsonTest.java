package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Kind;
import dev.ferrule.component.ServiceDescription;
import dev.ferrule.component.ServiceDescription.Instance;
import dev.ferrule.component.ServiceDescription.Pipeline;
import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import dev.ferrule.testkit.FakeHost;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServiceJsonTest {
  private static final Instant START = Instant.ofEpochMilli(1_767_225_600_000L);

  private static List<ComponentId> ids(String... ids) {
    return List.of(ids).stream().map(ComponentId::parse).toList();
  }

  @Test
  void isWhatTheHeaderSays() {
    ServiceDescription service =
        new ServiceDescription(
            FakeHost.BUILD,
            START,
            List.of(new Pipeline("traces/2", ids("otlp"), ids(), ids("debug", "debug/\"2\""))),
            List.of(
                new Instance(
                    Kind.EXTENSION,
                    ComponentId.parse("health_check"),
                    "",
                    StatusEvent.of(Status.OK),
                    START.plusMillis(1)),
                new Instance(
                    Kind.EXPORTER,
                    ComponentId.parse("debug"),
                    "traces",
                    new StatusEvent(Status.RECOVERABLE_ERROR, "no\nroute"),
                    null)));
    assertThat(ServiceJson.of(service))
        .isEqualTo(
            """
            {"build":{"command":"ferrule","description":"Ferrule Collector","version":"1.2.3"},\
            "started_unix_ms":1767225600000,\
            "pipelines":[{"id":"traces/2","receivers":["otlp"],"processors":[],\
            "exporters":["debug","debug/\\"2\\""]}],\
            "components":[{"kind":"extension","id":"health_check","label":"","status":"OK",\
            "error":null,"since_unix_ms":1767225600001},\
            {"kind":"exporter","id":"debug","label":"traces","status":"RecoverableError",\
            "error":"no\\nroute","since_unix_ms":null}],\
            "extensions":["health_check"]}\
            """);
  }

  @Test
  void ofNothing() {
    assertThat(ServiceJson.of(new FakeHost().service()))
        .isEqualTo(
            """
            {"build":{"command":"ferrule","description":"Ferrule Collector","version":"1.2.3"},\
            "started_unix_ms":0,"pipelines":[],"components":[],"extensions":[]}\
            """);
  }
}

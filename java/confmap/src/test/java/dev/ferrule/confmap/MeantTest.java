package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to be meant, and what is not said since it only follows from a mistake. */
final class MeantTest {

  record Tls(String caFile, String certFile, boolean insecure) {
    static final Tls DEFAULTS = new Tls("", "", false);
  }

  record Queue(boolean enabled, int queueSize) {
    static final Queue DEFAULTS = new Queue(true, 1);
  }

  record Address(String endpoint) implements Validated {
    @Override
    public void validate(Rules rules) {
      if (endpoint.isEmpty()) {
        rules.broken("endpoint", "must not be empty");
      }
    }
  }

  record Client(
      @Inline Address address,
      Tls tls,
      Optional<Tls> other,
      Queue sendingQueue,
      Duration timeout,
      Map<String, String> labels,
      List<String> names)
      implements Validated {
    static final Client DEFAULTS =
        new Client(
            new Address(""),
            Tls.DEFAULTS,
            Optional.empty(),
            Queue.DEFAULTS,
            Duration.ZERO,
            Map.of(),
            List.of());

    @Override
    public void validate(Rules rules) {
      if (address.endpoint().equals("none")) {
        rules.broken("", "not none");
      }
      labels.forEach((_, value) -> {
        if (value.isEmpty()) {
          rules.broken("labels", "no empty ones");
        }
      });
    }
  }

  private static final ConfigType<Client> TYPE = ConfigType.of(Client.DEFAULTS);

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "endpont: x => endpont: unknown key: did you mean \"endpoint\"?",
        "Endpoint: x => Endpoint: unknown key: did you mean \"endpoint\"?",
        "endpoint: [x] => endpoint: expected string, got list: write one value, not a list",
        "{endpoint: none, foo: 1, timeout: x} => foo: unknown key: valid keys: endpoint, tls, other,",
        "{endpoint: x, queue_settings: {}} => queue_settings: unknown key: did you mean \"sending_queue\"?",
        "{endpoint: x, insecure: true} => insecure: unknown key: did you mean \"tls::insecure\" or \"other::insecure\"?",
        "{endpoint: x, queue_size: 1} => queue_size: unknown key: did you mean \"sending_queue::queue_size\"?",
        "{endpoint: x, tls: {ca: x}} => tls::ca: unknown key: did you mean \"ca_file\"?",
        "{endpoint: x, tls: ca_file=x} => tls: expected map, got string: write a colon and a space instead of =",
        "{endpoint: x, tls: ca_file:x} => tls: expected map, got string: write a space after the colon",
        "{endpoint: x, tls: [insecure]} => tls: expected map, got list: write each as a key: {insecure: {}}",
        "{endpoint: x, tls: [{insecure: true}]} => tls: expected map, got list: write keys with values, without dashes",
        "{endpoint: x, other: false} => other: expected map, got bool: write {enabled: false}",
        "{endpoint: x, sending_queue: true} => sending_queue: expected map, got bool: write {enabled: true}",
        "{endpoint: x, sending_queue: {queue_size: 4KiB}} => sending_queue::queue_size: expected int, got string: write a number, without a unit",
        "{endpoint: x, sending_queue: {enabled: on}} => sending_queue::enabled: expected bool, got string: write true",
        "{endpoint: x, labels: {a: [], b: ''}} => labels::a: expected string, got list",
        "{endpoint: x, names: {a: , b: }} => names: expected list, got map: write it as a list: [a, b]",
        "{endpoint: x, names: {0: a}} => names: expected list, got map: a list is set as a whole",
        "{endpoint: x, timeout: 5 sec} => timeout: time: unknown unit \" sec\" in duration \"5 sec\": did you mean \"5s\"?",
        "{endpoint: x, timeout: '0,5s'} => timeout: time: unknown unit \",\" in duration \"0,5s\": did you mean \"0.5s\"?",
        "{endpoint: x, timeout: 2d} => timeout: time: unknown unit \"d\" in duration \"2d\": did you mean \"48h\"?",
        "{endpoint: x, timeout: 5 parsecs} => timeout: time: unknown unit \" parsecs\" in duration \"5 parsecs\": write a number",
      })
  void oneMistakeIsOneProblemWithItsCure(String written, String expected) {
    List<String> problems = Decoded.of(TYPE, written).problems();
    assertThat(problems.getFirst().replaceFirst("^c.yaml:1:[0-9]+: ", "")).startsWith(expected);
    // Of two mistakes in one line, the second is another problem, and nothing follows from either.
    assertThat(problems).hasSize(written.contains("foo") ? 2 : 1);
  }

  @Test
  void aRuleThatNothingElseExplainsIsStillReported() {
    assertThat(Decoded.of(TYPE, "timeout: x").problems()).hasSize(2);
    assertThat(Decoded.of(TYPE, "endpoint: none").problem()).contains("not none");
  }

  @Test
  void whatVariablesHoldIsNotTakenForAHint() {
    assertThat(Decoded.of(TYPE, "{endpoint: x, tls: '${A}'}", Map.of("A", "key:s3cret")).problem())
        .doesNotContain("s3cret");
    assertThat(
            Decoded.of(TYPE, "{endpoint: x, names: '${A}'}", Map.of("A", "{s3cret: 1}")).problem())
        .doesNotContain("s3cret");
  }

  @Test
  void aFewNanosecondsAreHardlyMeant() {
    Problems problems = new Problems();
    Position here = new Position("c.yaml", 1, 10);
    Client client =
        TYPE.decode(
            new ConfigNode.MapNode(
                here,
                Map.of(
                    "endpoint", new ConfigNode.ScalarNode(here, "x", null),
                    "timeout", new ConfigNode.ScalarNode(here, 30L, null)),
                Map.of()),
            ConfigPath.ROOT,
            problems);
    assertThat(problems.all()).isEmpty();
    assertThat(client.timeout()).isEqualTo(Duration.ofNanos(30));
    assertThat(problems.warnings().stream().map(Problem::toString))
        .containsExactly(
            "c.yaml:1:10: timeout: a number without a unit is nanoseconds: write the unit, such as"
                + " 5s");
  }
}

package dev.ferrule.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.component.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** Each extension starts after those that it depends on. */
final class ExtensionOrderTest {

  private record Needing(List<ComponentId> dependencies) implements Extension {
    @Override
    public void start(Host host) {}

    @Override
    public void shutdown() {}
  }

  private static Instance extension(String id, String... needs) {
    List<ComponentId> dependencies = Stream.of(needs).map(ComponentId::parse).toList();
    return new Instance(
        Kind.EXTENSION, ComponentId.parse(id), "", new Needing(dependencies), NOPLogger.NOP_LOGGER);
  }

  private static List<String> order(Instance... extensions) {
    return ExtensionOrder.of(List.of(extensions)).stream()
        .map(extension -> extension.id().toString())
        .toList();
  }

  @Test
  void staysAsConfiguredWithoutDependencies() {
    assertThat(order(extension("c"), extension("a"), extension("b")))
        .containsExactly("c", "a", "b");
  }

  @Test
  void putsWhatIsNeededFirst() {
    assertThat(order(extension("a", "b"), extension("b", "c/x"), extension("c/x")))
        .containsExactly("c/x", "b", "a");
  }

  @Test
  void oneMayBeNeededByMany() {
    assertThat(
            order(
                extension("a", "z"), extension("b", "z", "a"), extension("z"), extension("c", "z")))
        .containsExactly("z", "a", "b", "c");
  }

  @Test
  void namesWhatIsMissing() {
    assertThatThrownBy(() -> order(extension("a", "b/1")))
        .isInstanceOf(ComponentException.class)
        .hasMessage(
            "unable to find extension \"b/1\" on which extension \"a\" depends: list it under"
                + " service::extensions");
  }

  @Test
  void namesTheCycle() {
    assertThatThrownBy(() ->
            order(
                extension("x", "a"), extension("a", "b"), extension("b", "c"), extension("c", "a")))
        .isInstanceOf(ComponentException.class)
        .hasMessage("unable to order extensions by dependencies, cycle found [a -> b -> c -> a]");
    assertThatThrownBy(() -> order(extension("a", "a")))
        .hasMessageEndingWith("cycle found [a -> a]");
  }
}

package dev.ferrule.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.component.Kind;
import java.util.ArrayList;
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
    return ExtensionOrder.of(
            List.of(extensions),
            (id, _, message, hint) -> {
              throw new AssertionError(id + ": " + message + ": " + hint);
            })
        .stream()
        .map(extension -> extension.id().toString())
        .toList();
  }

  private static List<String> broken(Instance... extensions) {
    List<String> broken = new ArrayList<>();
    List<Instance> sorted =
        ExtensionOrder.of(
            List.of(extensions),
            (id, _, message, hint) -> broken.add(id + ": " + message + ": " + hint));
    assertThat(sorted).containsExactlyInAnyOrder(extensions);
    return broken;
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
  void namesAllThatIsMissing() {
    assertThat(broken(extension("a", "b/1"), extension("c", "d")))
        .containsExactly(
            "a: unable to find extension \"b/1\" on which extension \"a\" depends: list it under"
                + " service::extensions",
            "c: unable to find extension \"d\" on which extension \"c\" depends: list it under"
                + " service::extensions");
  }

  @Test
  void namesTheCycle() {
    assertThat(
            broken(
                extension("x", "a"), extension("a", "b"), extension("b", "c"), extension("c", "a")))
        .singleElement()
        .asString()
        .startsWith(
            "a: unable to order extensions by dependencies, cycle found [a -> b -> c -> a]:");
    assertThat(broken(extension("a", "a")))
        .singleElement()
        .asString()
        .contains("cycle found [a -> a]");
  }
}

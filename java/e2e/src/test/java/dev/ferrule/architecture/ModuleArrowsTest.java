package dev.ferrule.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of docs/guidelines.md about modules. */
final class ModuleArrowsTest {
  /** Each module with the modules it may use. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("confmap", Set.of()),
          Map.entry("pdata", Set.of()),
          Map.entry("component", Set.of("confmap", "pdata")),
          Map.entry("config", Set.of("component", "confmap", "pdata")),
          Map.entry("exporterhelper", Set.of("component", "confmap", "pdata")),
          Map.entry("nativehost", Set.of("component", "confmap", "pdata")),
          Map.entry("exporter.debug", Set.of("exporterhelper", "component", "confmap", "pdata")),
          Map.entry(
              "exporter.otlp", Set.of("exporterhelper", "config", "component", "confmap", "pdata")),
          Map.entry("receiver.otlp", Set.of("config", "component", "confmap", "pdata")),
          Map.entry("service", Set.of("component", "confmap", "pdata")),
          Map.entry(
              "cli",
              Set.of(
                  "service",
                  "nativehost",
                  "exporter.debug",
                  "exporter.otlp",
                  "receiver.otlp",
                  "component",
                  "confmap",
                  "pdata")));

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                ARROWS.keySet().stream().map(module -> "dev.ferrule." + module).toList());
  }

  static Stream<String> modules() {
    return ARROWS.keySet().stream().sorted();
  }

  private static String in(String module) {
    return "dev.ferrule." + module + "..";
  }

  private static ArchRule usesOnly(String module, Set<String> allowed) {
    List<String> forbidden =
        ARROWS.keySet().stream()
            .filter(other -> !other.equals(module) && !allowed.contains(other))
            .map(ModuleArrowsTest::in)
            .toList();
    return noClasses()
        .that()
        .resideInAPackage(in(module))
        .should()
        .dependOnClassesThat(resideInAnyPackage(forbidden.toArray(String[]::new)));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void arrowsPointDown(String module) {
    assertThat(classes.that(resideInAPackage(in(module)))).isNotEmpty();
    usesOnly(module, ARROWS.get(module)).check(classes);
  }

  @Test
  void aWrongArrowIsFound() {
    assertThatThrownBy(() -> usesOnly("component", Set.of("confmap")).check(classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("dev.ferrule.pdata");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void internalPackagesAreUsedFromInsideOnly(String module) {
    noClasses()
        .that()
        .resideOutsideOfPackage(in(module))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.ferrule." + module + ".internal.."))
        .check(classes);
  }

  @Test
  void oneModuleTouchesTheLinker() {
    DescribedPredicate<JavaClass> linking =
        DescribedPredicate.describe(
            "link native code",
            type ->
                Set.of(
                        "java.lang.foreign.Linker",
                        "java.lang.foreign.SymbolLookup",
                        "java.lang.foreign.FunctionDescriptor")
                    .contains(type.getName()));
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage(in("nativehost"))
            .should()
            .dependOnClassesThat(linking);
    rule.check(classes);
    assertThatThrownBy(() ->
            noClasses()
                .that()
                .resideInAPackage(in("nativehost"))
                .should()
                .dependOnClassesThat(linking)
                .check(classes))
        .as("the rule sees the module that does link")
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void oneModuleKnowsTheMetricsSdk() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage(in("service"))
            .should()
            .dependOnClassesThat(resideInAPackage("io.opentelemetry.sdk.."));
    rule.check(classes);
    assertThat(classes.that(resideInAPackage(in("service"))))
        .as("the rule sees the module that does")
        .anyMatch(type ->
            type.getDirectDependenciesFromSelf().stream()
                .anyMatch(
                    it -> it.getTargetClass().getPackageName().startsWith("io.opentelemetry.sdk")));
  }

  @Test
  void nobodyUsesUnsafe() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("sun.misc.Unsafe")
        .check(classes);
  }

  @Test
  void packagesHaveNamesThatSaySomething() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..")
        .check(classes);
  }
}

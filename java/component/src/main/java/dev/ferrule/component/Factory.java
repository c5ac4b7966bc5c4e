package dev.ferrule.component;

import dev.ferrule.confmap.ConfigType;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/**
 * Makes components of one type. Factories are stateless and are registered explicitly, in a {@code
 * Factories}. They may be asked for several components, by several Collectors in one JVM.
 *
 * <p>Validate, create and start are distinct: {@link #config()} decodes and validates, {@code
 * create} only builds an object (no I/O, no threads), {@link Component#start} begins to work.
 *
 * @param <C> the settings
 */
public sealed interface Factory<C>
    permits ReceiverFactory, ProcessorFactory, ExporterFactory, ExtensionFactory {

  /** The first part of the ids of its components. */
  String type();

  /** The kind of component it makes. */
  Kind kind();

  /** An old type name that configurations may still use. */
  default Optional<String> deprecatedAlias() {
    return Optional.empty();
  }

  /** The settings: defaults, decoding, validation. */
  ConfigType<C> config();

  /** Where the component comes from, for {@code components}: a module and its version. */
  default String module() {
    return module(getClass());
  }

  /** The module of a class and its version. */
  static String module(Class<?> type) {
    ModuleDescriptor module = type.getModule().getDescriptor();
    // Only class folders have no module, such as those of an editor.
    return module == null ? type.getPackageName() : module.toNameAndVersion().replace('@', ' ');
  }
}

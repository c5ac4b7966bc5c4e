package dev.ferrule.nativehost;

import dev.ferrule.component.Extension;
import dev.ferrule.component.ExtensionFactory;
import dev.ferrule.component.Settings;
import dev.ferrule.component.Stability;
import dev.ferrule.confmap.ConfigType;

/** Makes the extensions of one type that a plugin offers. */
final class NativeExtensionFactory implements ExtensionFactory<NativeConfig> {
  private final Library library;
  private final NativeComponent component;
  private final Deadlines deadlines;

  NativeExtensionFactory(Library library, NativeComponent component, Deadlines deadlines) {
    this.library = library;
    this.component = component;
    this.deadlines = deadlines;
  }

  @Override
  public String type() {
    return component.type();
  }

  @Override
  public Stability stability() {
    return component.stability();
  }

  @Override
  public ConfigType<NativeConfig> config() {
    return new NativeConfigType(library, component, deadlines);
  }

  @Override
  public Extension create(Settings settings, NativeConfig config) {
    return NativeExtension.create(library, component, deadlines, settings, config);
  }

  @Override
  public String module() {
    PluginTable plugin = library.table();
    return "%s %s (native, %s)"
        .formatted(plugin.name(), plugin.version(), library.path().getFileName());
  }
}

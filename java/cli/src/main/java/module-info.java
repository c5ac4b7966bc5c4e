/**
 * The command line and the default distribution: which components there are, and how to run them.
 */
@org.jspecify.annotations.NullMarked
module dev.ferrule.cli {
  requires static transitive org.jspecify;
  requires dev.ferrule.component;
  requires dev.ferrule.confmap;
  requires dev.ferrule.exporter.debug;
  requires dev.ferrule.exporter.otlp;
  requires dev.ferrule.nativehost;
  requires dev.ferrule.receiver.otlp;
  requires dev.ferrule.service;
  requires info.picocli;
  requires java.management;
  // For signals, see OsSignals.
  requires jdk.unsupported;
  // For the size of the machine.
  requires jdk.management;
  requires tools.jackson.databind;

  // picocli sets annotated fields.
  opens dev.ferrule.cli to
      info.picocli;
}

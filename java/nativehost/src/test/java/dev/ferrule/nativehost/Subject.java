package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.testkit.FakeHost;
import dev.ferrule.testkit.RecordingLogger;
import dev.ferrule.testkit.RecordingLogger.Line;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** A component under test, with the log that it writes and the host that it reports to. */
final class Subject {
  final NativeExtension extension;
  final RecordingLogger log;
  private @Nullable FakeHost host;

  Subject(NativeExtension extension, RecordingLogger log) {
    this.extension = extension;
    this.log = log;
  }

  FakeHost host() {
    return Objects.requireNonNull(host, "not started");
  }

  NativeState state() {
    return extension.state();
  }

  /** Starts it in a collector with those others. */
  Subject start(Subject... others) {
    Map<ComponentId, Extension> extensions = new HashMap<>();
    for (Subject other : others) {
      extensions.put(other.extension.id(), other.extension);
    }
    host = new FakeHost(extensions);
    extension.start(host);
    return this;
  }

  /** Starts it, which must fail; the message. */
  String failToStart(Subject... others) {
    return failure(() -> start(others));
  }

  Subject shutdown() {
    extension.shutdown();
    return this;
  }

  String failToShutDown() {
    return failure(extension::shutdown);
  }

  static String failure(ThrowingCallable call) {
    ComponentException thrown = catchThrowableOfType(ComponentException.class, call);
    assertThat(thrown).as("it must fail").isNotNull();
    return String.valueOf(thrown.getMessage());
  }

  void assertState(NativeState state) {
    assertThat(state()).isEqualTo(state);
  }

  /** The one record with that message. */
  Line logged(String message) {
    List<Line> lines = log.lines(message);
    assertThat(lines).as("%s in %s", message, log.lines()).hasSize(1);
    return lines.getFirst();
  }

  /** The records that say that a call failed. */
  List<String> errors() {
    return log.messages(Level.ERROR);
  }
}

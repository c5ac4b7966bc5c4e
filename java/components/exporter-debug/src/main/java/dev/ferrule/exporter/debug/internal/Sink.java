package dev.ferrule.exporter.debug.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One opened output. Used under the lock of its {@link PlainOutput}. */
final class Sink implements Closeable {
  private final String name;
  private final OutputStream out;
  private boolean failing;

  private Sink(String name, OutputStream out) {
    this.name = name;
    this.out = out;
  }

  /** Appends to a file, which is made if it is not there. */
  static Sink file(Path path) throws IOException {
    try {
      return new Sink(
          path.toString(),
          Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new IOException("cannot open output path %s: %s".formatted(path, e), e);
    }
  }

  /** A stream that others use too: never closed. */
  static Sink stream(String name, PrintStream stream) {
    return new Sink(name, new Shared(stream));
  }

  String name() {
    return name;
  }

  void write(byte[] text) throws IOException {
    out.write(text);
    out.flush();
    failing = false;
  }

  /** Called when a write failed: whether the one before it did not, so that it is said once. */
  boolean failedFirst() {
    boolean first = !failing;
    failing = true;
    return first;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** A print stream that tells of its errors and stays open. */
  private static final class Shared extends OutputStream {
    private final PrintStream stream;

    Shared(PrintStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int b) {
      stream.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      stream.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      if (stream.checkError()) {
        throw new IOException("the stream is closed or broken");
      }
    }
  }
}

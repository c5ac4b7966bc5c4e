package dev.ferrule.config;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** The gzip format, at a level. */
final class GzipEncoding extends GZIPOutputStream {
  private static final int CHUNK = 8 * 1024;

  GzipEncoding(OutputStream out, int level) throws IOException {
    super(out, CHUNK);
    DeflateLevel.set(def, level);
  }
}

package dev.ferrule.config;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** The zlib format, at a level. */
final class ZlibEncoding extends DeflaterOutputStream {
  private static final int CHUNK = 8 * 1024;

  ZlibEncoding(OutputStream out, int level) {
    super(out, new Deflater(), CHUNK);
    DeflateLevel.set(def, level);
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      def.end();
    }
  }
}

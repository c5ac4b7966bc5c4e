package dev.ferrule.receiver.otlp.internal;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32C;

/**
 * Wraps bytes in the formats of compression without compressing them, which each of them can. So
 * that tests have no need of the libraries.
 */
final class Stored {
  private static final int MOST = 60_000;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Stored() {}

  static byte[] as(String encoding, byte[] plain) {
    Stored stored = new Stored();
    switch (encoding) {
      case "" -> stored.out.writeBytes(plain);
      case "gzip" -> stored.out.writeBytes(HttpSender.gzip(plain));
      case "zlib", "deflate" -> stored.out.writeBytes(HttpSender.zlib(plain));
      case "zstd" -> stored.zstd(plain);
      case "lz4" -> stored.lz4(plain);
      case "snappy" -> stored.snappyBlock(plain);
      case "x-snappy-framed" -> stored.snappyFrames(plain);
      default -> throw new IllegalArgumentException(encoding);
    }
    return stored.out.toByteArray();
  }

  private void zstd(byte[] plain) {
    bytes(0x28, 0xb5, 0x2f, 0xfd, 0xa0);
    littleEndian(plain.length, 4);
    for (int at = 0; at < plain.length || at == 0; at += MOST) {
      int size = Math.min(MOST, plain.length - at);
      littleEndian((size << 3) | (at + size == plain.length ? 1 : 0), 3);
      out.write(plain, at, size);
    }
  }

  private void lz4(byte[] plain) {
    bytes(0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82);
    for (int at = 0; at < plain.length; at += MOST) {
      int size = Math.min(MOST, plain.length - at);
      littleEndian(size | 0x80000000, 4);
      out.write(plain, at, size);
    }
    littleEndian(0, 4);
  }

  private void snappyBlock(byte[] plain) {
    int rest = plain.length;
    for (; rest > 0x7f; rest >>>= 7) {
      out.write(rest | 0x80);
    }
    out.write(rest);
    for (int at = 0; at < plain.length; at += MOST) {
      int size = Math.min(MOST, plain.length - at);
      // A literal whose length takes two bytes.
      bytes(61 << 2);
      littleEndian(size - 1, 2);
      out.write(plain, at, size);
    }
  }

  private void snappyFrames(byte[] plain) {
    bytes(0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y');
    for (int at = 0; at < plain.length; at += MOST) {
      int size = Math.min(MOST, plain.length - at);
      CRC32C crc = new CRC32C();
      crc.update(plain, at, size);
      bytes(1);
      littleEndian(size + 4, 3);
      littleEndian(Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8, 4);
      out.write(plain, at, size);
    }
  }

  private void bytes(int... all) {
    for (int b : all) {
      out.write(b);
    }
  }

  private void littleEndian(int value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write(value >>> (i * Byte.SIZE));
    }
  }
}

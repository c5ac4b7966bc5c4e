package dev.ferrule.nativehost;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file in the format of Linux libraries, looked at as far as loading it could do harm. */
final class ElfFile {
  private static final int HEADER_BYTES = 64;
  private static final int MAGIC = 0x464C457F; // 0x7F E L F, read in little-endian order
  private static final int CLASS_AT = 4;
  private static final int CLASS_64 = 2;
  private static final int ENCODING_AT = 5;
  private static final int LITTLE_ENDIAN = 1;
  private static final int TYPE_AT = 16;
  private static final int SHARED_OBJECT = 3;
  private static final int MACHINE_AT = 18;
  private static final int SEGMENTS_AT = 32;
  private static final int SEGMENT_COUNT_AT = 56;
  private static final int SEGMENT_BYTES = 56;
  private static final int SEGMENT_OFFSET_AT = 8;
  private static final int SEGMENT_LENGTH_AT = 32;
  private static final int LOADED = 1;

  private final FileChannel file;

  private ElfFile(FileChannel file) {
    this.file = file;
  }

  /**
   * Looks at a file.
   *
   * @throws Refusal if it is no library of this machine, or not the whole of one
   */
  static void check(Path path) throws IOException, Refusal {
    try (FileChannel file = FileChannel.open(path)) {
      new ElfFile(file).check();
    }
  }

  private void check() throws IOException, Refusal {
    ByteBuffer header = read(0, HEADER_BYTES);
    if (header.remaining() < HEADER_BYTES || header.getInt(0) != MAGIC) {
      throw new Refusal("is not a shared library of Linux");
    }
    String ours = System.getProperty("os.arch");
    if (header.get(CLASS_AT) != CLASS_64 || header.get(ENCODING_AT) != LITTLE_ENDIAN) {
      throw new Refusal("is built for another machine, not for " + ours);
    }
    String theirs = machine(header.getShort(MACHINE_AT));
    if (!theirs.equals(ours)) {
      throw new Refusal("is built for " + theirs + ", this machine is " + ours);
    }
    if (header.getShort(TYPE_AT) != SHARED_OBJECT) {
      throw new Refusal("is not a shared library but another kind of ELF file");
    }
    requireWhole(
        header.getLong(SEGMENTS_AT), Short.toUnsignedInt(header.getShort(SEGMENT_COUNT_AT)));
  }

  /** A part that is mapped and is not there ends the process when it is touched. */
  private void requireWhole(long table, int count) throws IOException, Refusal {
    ByteBuffer segments = read(table, count * SEGMENT_BYTES);
    if (segments.remaining() < count * SEGMENT_BYTES) {
      throw cut(table + (long) count * SEGMENT_BYTES);
    }
    for (int at = 0; at < segments.remaining(); at += SEGMENT_BYTES) {
      long end =
          segments.getLong(at + SEGMENT_OFFSET_AT) + segments.getLong(at + SEGMENT_LENGTH_AT);
      if (segments.getInt(at) == LOADED && Long.compareUnsigned(end, file.size()) > 0) {
        throw cut(end);
      }
    }
  }

  private Refusal cut(long needed) throws IOException {
    return new Refusal(
        "is cut off: it has %d bytes, at least %s are needed"
            .formatted(file.size(), Long.toUnsignedString(needed)));
  }

  /** Fewer bytes if the file ends before. */
  private ByteBuffer read(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    if (offset >= 0) {
      while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) > 0) {}
    }
    return bytes.flip();
  }

  /** The name that Java has for an ELF machine number. */
  private static String machine(short number) {
    return switch (number) {
      case 62 -> "amd64";
      case 183 -> "aarch64";
      case 243 -> "riscv64";
      case 21 -> "ppc64le";
      case 22 -> "s390x";
      default -> "ELF machine " + number;
    };
  }
}

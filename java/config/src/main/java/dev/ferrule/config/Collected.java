package dev.ferrule.config;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;

/** Bytes written so far, without a copy when they are taken. */
final class Collected extends ByteArrayOutputStream {

  Collected(int expected) {
    super(expected);
  }

  MemorySegment bytes() {
    return MemorySegment.ofArray(buf).asSlice(0, count);
  }
}

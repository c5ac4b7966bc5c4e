package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the structs of the boundary. Pointers that come from a plugin are trusted to
 * point to what the header says; lengths and texts are not.
 */
final class Memory {
  /** Of every struct of the header, in bytes. */
  static final long STRUCT_ALIGNMENT = 8;

  // No memory is that large, so the plugin wrote a wrong length and the pointer is not followed.
  private static final long IMPOSSIBLE_BYTES = 1L << 48;

  private Memory() {}

  /** The memory behind a pointer that came from a plugin. */
  @SuppressWarnings("restricted") // foreign pointers have no size until the header gives one
  static MemorySegment at(MemorySegment pointer, long byteSize) {
    return pointer.reinterpret(byteSize);
  }

  static boolean isNull(MemorySegment pointer) {
    return pointer.address() == 0;
  }

  /**
   * Checks the one thing that can be checked of a pointer.
   *
   * @throws Refusal if no struct can be there
   */
  static void requireAligned(MemorySegment pointer, String what) throws Refusal {
    if (pointer.address() % STRUCT_ALIGNMENT != 0) {
      throw new Refusal(what + " is at an address that is no multiple of " + STRUCT_ALIGNMENT);
    }
  }

  /** A struct of that size, zeroed, that begins with its size. */
  static MemorySegment sized(Arena arena, long byteSize) {
    MemorySegment struct = arena.allocate(byteSize, STRUCT_ALIGNMENT);
    struct.set(JAVA_INT, 0, (int) byteSize);
    return struct;
  }

  /** A {@code ferrule_slice} over a copy of the bytes. */
  static MemorySegment slice(Arena arena, byte[] bytes) {
    MemorySegment slice = arena.allocate(Layout.FerruleSlice.BYTES, STRUCT_ALIGNMENT);
    putSlice(arena, slice, 0, bytes);
    return slice;
  }

  /** Writes a {@code ferrule_slice} over a copy of the bytes into a struct. */
  static void putSlice(Arena arena, MemorySegment struct, long offset, byte[] bytes) {
    MemorySegment copy = arena.allocate(Math.max(bytes.length, 1));
    MemorySegment.copy(bytes, 0, copy, JAVA_BYTE, 0, bytes.length);
    struct.set(ADDRESS, offset + Layout.FerruleSlice.PTR, copy);
    struct.set(JAVA_LONG, offset + Layout.FerruleSlice.LEN, bytes.length);
  }

  /**
   * A copy of the bytes that a {@code ferrule_slice} or {@code ferrule_buf} in a struct holds.
   *
   * @param max bytes beyond that are left out
   */
  static byte[] bytes(MemorySegment struct, long offset, int max) {
    MemorySegment pointer = struct.get(ADDRESS, offset + Layout.FerruleSlice.PTR);
    long length = struct.get(JAVA_LONG, offset + Layout.FerruleSlice.LEN);
    if (isNull(pointer) || length == 0) {
      return new byte[0];
    }
    // The length is unsigned: what looks negative is very long.
    if (length < 0 || length > IMPOSSIBLE_BYTES) {
      return "(a text of impossible length)".getBytes(StandardCharsets.UTF_8);
    }
    return at(pointer, Math.min(length, max)).toArray(JAVA_BYTE);
  }

  /** The same as text; what is not UTF-8 becomes a replacement character. */
  static String text(MemorySegment struct, long offset, int max) {
    return new String(bytes(struct, offset, max), StandardCharsets.UTF_8);
  }

  /** The text of a slice that was given by pointer; empty if the pointer is NULL. */
  static String text(MemorySegment slice, int max) {
    return isNull(slice) ? "" : text(at(slice, Layout.FerruleSlice.BYTES), 0, max);
  }

  /**
   * A NUL-terminated text.
   *
   * @param max the most bytes before the NUL
   * @return null if it is not terminated by then or is not UTF-8
   */
  static @Nullable String cString(MemorySegment pointer, int max) {
    // Byte by byte: memory after the NUL need not be readable.
    int length = 0;
    while (at(pointer, length + 1L).get(JAVA_BYTE, length) != 0) {
      if (++length > max) {
        return null;
      }
    }
    byte[] bytes = at(pointer, length).toArray(JAVA_BYTE);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Gives back a {@code ferrule_buf} of a struct, if it holds anything. */
  static void release(MemorySegment struct, long offset) {
    MemorySegment release = struct.get(ADDRESS, offset + Layout.FerruleBuf.RELEASE);
    if (!isNull(release)) {
      Calls.vp(release, struct.asSlice(offset, Layout.FerruleBuf.BYTES));
    }
  }
}

package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes the bufs that one call gave, gives them back, and notes what is wrong with them. */
final class TakenBufs {
  private static final int MAX_BYTES = 16 << 20;

  private final CheckLedger ledger;
  private final List<String> faults = new ArrayList<>();

  TakenBufs(CheckLedger ledger) {
    this.ledger = ledger;
  }

  /** What is wrong so far; more may be added. */
  List<String> faults() {
    return faults;
  }

  /** A copy of the bytes in a {@code ferrule_buf}, which is released. */
  byte[] take(String what, MemorySegment struct, long offset) {
    boolean owned = !Memory.isNull(struct.get(ADDRESS, offset + Layout.FerruleBuf.RELEASE));
    byte[] bytes = lent(what, struct.asSlice(offset, Layout.FerruleSlice.BYTES));
    if (bytes.length > 0 && !owned) {
      faults.add("gave bytes without a release function in " + what);
    }
    if (owned) {
      int ignored =
          ledger.forbidding(
              "a release function",
              () -> {
                Memory.release(struct, offset);
                return Abi.OK;
              });
      if (!Memory.isNull(struct.get(ADDRESS, offset + Layout.FerruleBuf.RELEASE))) {
        faults.add("gave a release function in %s that does not clear itself".formatted(what));
      }
    }
    return bytes;
  }

  /** A copy of the bytes in a {@code ferrule_slice}; empty if they cannot be there. */
  byte[] lent(String what, MemorySegment slice) {
    long length = slice.get(JAVA_LONG, Layout.FerruleSlice.LEN);
    if (length < 0 || length > MAX_BYTES) {
      faults.add("gave %s bytes in %s".formatted(Long.toUnsignedString(length), what));
      return new byte[0];
    }
    if (length > 0 && Memory.isNull(slice.get(ADDRESS, Layout.FerruleSlice.PTR))) {
      faults.add("gave %d bytes at NULL in %s".formatted(length, what));
      return new byte[0];
    }
    return Memory.bytes(slice, 0, MAX_BYTES);
  }

  /** The bytes as text; it is noted if they are not UTF-8. */
  String text(String what, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      faults.add("gave bytes that are not UTF-8 in " + what);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}

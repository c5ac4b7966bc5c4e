package dev.ferrule.nativehost;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;

/** Calls functions of a plugin that fill a {@code ferrule_error}, and sees how they do it. */
record Caller(CheckLedger ledger, CallWatch watch) {

  /** Makes a call that gets an error to be filled. */
  Answer call(String function, ToIntFunction<MemorySegment> call) {
    return call(function, GuardedError.FULL, call);
  }

  /**
   * The same.
   *
   * @param errorSize how large an error the caller knows
   */
  Answer call(String function, long errorSize, ToIntFunction<MemorySegment> call) {
    try (Arena arena = Arena.ofConfined()) {
      GuardedError error = new GuardedError(arena, errorSize);
      int code = watch.call(function, () -> call.applyAsInt(error.segment()));
      return error.read(function, code, "", new TakenBufs(ledger));
    }
  }

  /** Makes a call that gets a {@code ferrule_buf} and an error to be filled. */
  Answer give(String function, ToIntBiFunction<MemorySegment, MemorySegment> call) {
    try (Arena arena = Arena.ofConfined()) {
      GuardedError error = new GuardedError(arena, GuardedError.FULL);
      MemorySegment out = arena.allocate(Layout.FerruleBuf.BYTES, 8);
      int code = watch.call(function, () -> call.applyAsInt(out, error.segment()));
      TakenBufs bufs = new TakenBufs(ledger);
      String text = bufs.text("out", bufs.take("out", out, 0));
      return error.read(function, code, text, bufs);
    }
  }
}

package dev.ferrule.bench;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Where calls up over JNI arrive. Native code looks its methods up by name. */
final class JniTarget {
  private final Completion completion;
  private final Reads reads;

  JniTarget(Completion completion, Reads reads) {
    this.completion = completion;
    this.reads = reads;
  }

  void complete(long token, int code, long error) {
    try {
      completion.complete(token, code);
    } catch (Throwable t) { // saves native code the question whether something was thrown
      Targets.failed(t);
    }
  }

  long take(byte[] copy) {
    try {
      return reads.sum(MemorySegment.ofArray(copy));
    } catch (Throwable t) { // as above
      Targets.failed(t);
      return 0;
    }
  }

  long take(ByteBuffer buffer) {
    try {
      return reads.sum(MemorySegment.ofBuffer(buffer));
    } catch (Throwable t) { // as above
      Targets.failed(t);
      return 0;
    }
  }
}

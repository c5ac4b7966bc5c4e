package dev.ferrule.bench;

import java.lang.foreign.MemorySegment;

/** Where calls up arrive: through a stub of the linker, and over JNI. */
final class Targets {
  private Targets() {}

  /**
   * Has completions end there, whichever way they come.
   *
   * @return the stub; JNI has one target, the last
   */
  static MemorySegment complete(Completion completion) {
    Jni.target(new JniTarget(completion, Reads.ALL));
    return new FfmTarget(completion, Reads.ALL).completeStub();
  }

  /** The end of a call up that threw: its checksum will be wrong, and this tells why. */
  static void failed(Throwable t) {
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, t);
  }
}

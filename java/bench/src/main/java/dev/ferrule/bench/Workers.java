package dev.ferrule.bench;

import java.lang.foreign.MemorySegment;

/** Native threads that complete tokens, one for each way in which they can reach Java. */
final class Workers {
  /** Through an upcall stub; the first call attaches the thread, for as long as it lives. */
  final MemorySegment ffm;

  /** Over JNI, attached once, by hand. */
  final long attached;

  /** Over JNI, attached for each call and detached after it. */
  final long attaching;

  /** Starts them. */
  Workers(Completion completion) {
    ffm = Ffm.newWorker(Targets.complete(completion));
    attached = Jni.newWorker(false);
    attaching = Jni.newWorker(true);
    if (ffm.address() == 0 || attached == 0 || attaching == 0) {
      throw new IllegalStateException("the system gives no more threads");
    }
  }

  /** Ends them, when they are done. */
  void stop() {
    Ffm.stop(ffm);
    Jni.stop(attached);
    Jni.stop(attaching);
  }
}

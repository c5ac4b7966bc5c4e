package dev.ferrule.bench;

import java.nio.ByteBuffer;

/**
 * The same calls over JNI; {@code c/bench/jni.c} has the other half. {@code all} chooses between
 * the two {@link Reads}.
 */
@SuppressWarnings("restricted") // JNI is the other side of the comparison
final class Jni {
  static {
    System.load(Built.bench().toString());
  }

  private Jni() {}

  /** Sets the object that all later calls up go to. */
  static native void target(JniTarget target);

  static native long next(long number);

  static native long region(boolean all, byte[] array, long scratch, int length);

  static native long elements(boolean all, byte[] array, int length);

  static native long critical(boolean all, byte[] array, int length);

  static native long direct(boolean all, ByteBuffer buffer, int length);

  static native long address(boolean all, long bytes, int length);

  static native void callBack(long count);

  static native long giveArray(long bytes, int length);

  static native long giveBuffer(long bytes, int length);

  static native long newWorker(boolean attachEach);

  static native int submit(long worker, long token);

  static native void run(long worker, long count);

  static native void stop(long worker);
}

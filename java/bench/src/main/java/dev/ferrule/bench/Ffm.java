package dev.ferrule.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * Calls down as {@code nativehost} makes them: one handle a signature in a static final, the
 * function as the first argument.
 */
@SuppressWarnings("restricted") // this is the linker's cost
final class Ffm {
  private static final SymbolLookup LIBRARY =
      SymbolLookup.libraryLookup(Built.bench(), Arena.global());
  private static final MethodHandle L_L = link(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle L_PL =
      link(FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_LONG));
  private static final MethodHandle L_PPL =
      link(FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle I_PL =
      link(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle P_P = link(FunctionDescriptor.of(ADDRESS, ADDRESS));
  private static final MethodHandle V_PL = link(FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG));
  private static final MethodHandle V_P = link(FunctionDescriptor.ofVoid(ADDRESS));

  static final MemorySegment HAND_OVER = function("bench_hand_over");
  static final MemorySegment READ_ALL = function("bench_read_all");
  private static final MemorySegment NEXT = function("bench_next");
  private static final MemorySegment CALL_BACK = function("bench_call_back");
  private static final MemorySegment GIVE = function("bench_give");
  private static final MemorySegment WORKER_NEW = function("bench_worker_new");
  private static final MemorySegment WORKER_SUBMIT = function("bench_worker_submit");
  private static final MemorySegment WORKER_RUN = function("bench_worker_run");
  private static final MemorySegment WORKER_STOP = function("bench_worker_stop");

  private Ffm() {}

  private static MethodHandle link(FunctionDescriptor signature) {
    return Linker.nativeLinker().downcallHandle(signature);
  }

  private static MemorySegment function(String name) {
    return LIBRARY.findOrThrow(name);
  }

  /** An empty call. */
  static long next(long number) {
    try {
      return (long) L_L.invokeExact(NEXT, number);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** A batch in place; the reader is {@link #HAND_OVER} or {@link #READ_ALL}. */
  static long read(MemorySegment reader, MemorySegment bytes, long length) {
    try {
      return (long) L_PL.invokeExact(reader, bytes, length);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Has the tokens 1 to {@code count} completed by this thread. */
  static void callBack(MemorySegment stub, long count) {
    try {
      V_PL.invokeExact(CALL_BACK, stub, count);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Has a batch handed up. */
  static long give(MemorySegment stub, MemorySegment bytes, long length) {
    try {
      return (long) L_PPL.invokeExact(GIVE, stub, bytes, length);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Starts a native thread that completes tokens through a stub. */
  static MemorySegment newWorker(MemorySegment stub) {
    try {
      return (MemorySegment) P_P.invokeExact(WORKER_NEW, stub);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Gives it a token to complete. */
  static int submit(MemorySegment worker, long token) {
    try {
      return (int) I_PL.invokeExact(WORKER_SUBMIT, worker, token);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Has the tokens 1 to {@code count} completed by it. */
  static void run(MemorySegment worker, long count) {
    try {
      V_PL.invokeExact(WORKER_RUN, worker, count);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Ends it. */
  static void stop(MemorySegment worker) {
    try {
      V_P.invokeExact(WORKER_STOP, worker);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static AssertionError impossible(Throwable t) {
    return new AssertionError("a call to native code threw", t);
  }
}

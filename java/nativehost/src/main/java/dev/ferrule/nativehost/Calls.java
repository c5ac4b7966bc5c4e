package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Calls to functions of plugins, one handle a signature; the function itself is the first argument.
 * The letters of a name are the C types: i a result code, v nothing, p a pointer, l an int64 or a
 * token. A Java thread that calls is inside native code until the function returns.
 */
@SuppressWarnings("restricted") // linking is what this module is for
final class Calls {
  private static final MethodHandle I_P = link(FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle I_PP = link(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle I_PPP =
      link(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle I_PPLP =
      link(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
  private static final MethodHandle I_PPPP =
      link(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle I_PPLPP =
      link(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
  private static final MethodHandle I_LP =
      link(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS));
  private static final MethodHandle V_P = link(FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle V_PL = link(FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG));

  private Calls() {}

  private static MethodHandle link(FunctionDescriptor signature) {
    return Linker.nativeLinker().downcallHandle(signature);
  }

  /** {@code stats(out)}. */
  static int ip(MemorySegment function, MemorySegment a) {
    try {
      return (int) I_P.invokeExact(function, a);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** {@code default_config(out, error)}, {@code validate(json, error)}. */
  static int ipp(MemorySegment function, MemorySegment a, MemorySegment b) {
    try {
      return (int) I_PP.invokeExact(function, a, b);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** {@code open}, {@code create}, {@code dependencies}, {@code notify}. */
  static int ippp(MemorySegment function, MemorySegment a, MemorySegment b, MemorySegment c) {
    try {
      return (int) I_PPP.invokeExact(function, a, b, c);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** {@code start(handle, call, token, error)} and {@code shutdown}. */
  static int ipplp(
      MemorySegment function, MemorySegment a, MemorySegment b, long c, MemorySegment d) {
    try {
      return (int) I_PPLP.invokeExact(function, a, b, c, d);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /**
   * {@code get_interface(handle, name, out, error)}, {@code headers(object, request, out, error)}.
   */
  static int ipppp(
      MemorySegment function, MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment d) {
    try {
      return (int) I_PPPP.invokeExact(function, a, b, c, d);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** {@code authenticate(object, headers, n_headers, identity, error)}. */
  static int ipplpp(
      MemorySegment function,
      MemorySegment a,
      MemorySegment b,
      long c,
      MemorySegment d,
      MemorySegment e) {
    try {
      return (int) I_PPLPP.invokeExact(function, a, b, c, d, e);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** {@code close(timeout, error)}. */
  static int ilp(MemorySegment function, long a, MemorySegment b) {
    try {
      return (int) I_LP.invokeExact(function, a, b);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** {@code destroy(handle)}, {@code release(buf)}. */
  static void vp(MemorySegment function, MemorySegment a) {
    try {
      V_P.invokeExact(function, a);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** {@code cancel(handle, token)}. */
  static void vpl(MemorySegment function, MemorySegment a, long b) {
    try {
      V_PL.invokeExact(function, a, b);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static AssertionError impossible(Throwable t) {
    return new AssertionError("a call to native code threw", t);
  }
}

package dev.ferrule.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Where calls up arrive, with the signatures of the plugin interface, bound and guarded as {@code
 * nativehost} does it.
 */
@SuppressWarnings("restricted") // this is the linker's cost
final class FfmTarget {
  private final Completion completion;
  private final Reads reads;

  /** A target; each stub of it lives as long as the process. */
  FfmTarget(Completion completion, Reads reads) {
    this.completion = completion;
    this.reads = reads;
  }

  /** The function that completes a token. */
  MemorySegment completeStub() {
    return stub("complete", FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS));
  }

  /** The function that takes a batch. */
  MemorySegment takeStub() {
    return stub("take", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));
  }

  private MemorySegment stub(String method, FunctionDescriptor signature) {
    MethodType type = signature.toMethodType();
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      MethodHandle target = lookup.bind(this, method, type);
      MethodHandle failed =
          lookup.findStatic(
              FfmTarget.class,
              type.returnType() == void.class ? "failed" : "failedWithNumber",
              MethodType.methodType(type.returnType(), Throwable.class));
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.catchException(target, Throwable.class, failed),
              signature,
              Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("FfmTarget has no " + method, e);
    }
  }

  void complete(MemorySegment ctx, long token, int code, MemorySegment error) {
    completion.complete(token, code);
  }

  long take(MemorySegment ctx, MemorySegment bytes, long length) {
    return reads.sum(bytes.reinterpret(length));
  }

  static void failed(Throwable t) {
    Targets.failed(t);
  }

  static long failedWithNumber(Throwable t) {
    Targets.failed(t);
    return 0;
  }
}

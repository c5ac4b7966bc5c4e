package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The {@code ferrule_host} that one plugin gets. It is never freed: a thread of the plugin may call
 * at any time until the process ends.
 */
final class HostTable {
  private HostTable() {}

  /** A table whose functions end in those methods. */
  static MemorySegment of(HostFunctions functions, int workerThreads) {
    return of(functions, functions.bufs(), workerThreads);
  }

  /** The same for any object that has the methods of {@link HostFunctions}. */
  static MemorySegment of(Object functions, HostBufs bufs, int workerThreads) {
    Stubs stubs = new Stubs(functions);
    bufs.releaseWith(stubs.make("release", FunctionDescriptor.ofVoid(ADDRESS)));
    MemorySegment table = Memory.sized(Arena.global(), Layout.FerruleHost.BYTES);
    table.set(JAVA_SHORT, Layout.FerruleHost.ABI_MAJOR, (short) Abi.ABI_MAJOR);
    table.set(JAVA_SHORT, Layout.FerruleHost.ABI_MINOR, (short) Abi.ABI_MINOR);
    table.set(JAVA_INT, Layout.FerruleHost.WORKER_THREADS, workerThreads);
    table.set(
        ADDRESS,
        Layout.FerruleHost.LOG_ENABLED,
        stubs.make("logEnabled", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)));
    table.set(
        ADDRESS,
        Layout.FerruleHost.LOG,
        stubs.make(
            "log",
            FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, ADDRESS)));
    table.set(
        ADDRESS,
        Layout.FerruleHost.REPORT_STATUS,
        stubs.make(
            "reportStatus", FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS)));
    table.set(
        ADDRESS,
        Layout.FerruleHost.COMPLETE,
        stubs.make("complete", FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS)));
    table.set(
        ADDRESS,
        Layout.FerruleHost.DEFINE_METRIC,
        stubs.make(
            "defineMetric",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS)));
    table.set(
        ADDRESS,
        Layout.FerruleHost.RECORD,
        stubs.make("record", FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_DOUBLE)));
    table.set(
        ADDRESS,
        Layout.FerruleHost.FIND_EXTENSION,
        stubs.make(
            "findExtension",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS)));
    table.set(
        ADDRESS,
        Layout.FerruleHost.DESCRIBE,
        stubs.make(
            "describe",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS)));
    return table;
  }

  /** Makes functions that run methods of that object. */
  private record Stubs(Object functions) {

    /** A function that runs that method; what the method throws ends in {@code failed}. */
    @SuppressWarnings("restricted") // linking is what this module is for
    MemorySegment make(String method, FunctionDescriptor signature) {
      MethodType type = signature.toMethodType();
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      String failure =
          type.returnType() == void.class
              ? "failed"
              : method.equals("logEnabled") ? "failedWithNo" : "failedWithError";
      try {
        MethodHandle target = lookup.bind(functions, method, type);
        MethodHandle caught =
            lookup.bind(
                functions, failure, MethodType.methodType(type.returnType(), Throwable.class));
        return Linker.nativeLinker()
            .upcallStub(
                MethodHandles.catchException(target, Throwable.class, caught),
                signature,
                Arena.global());
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(functions.getClass() + " has no " + method, e);
      }
    }
  }
}

package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
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
  static MemorySegment of(HostFunctions functions) {
    MemorySegment table = Memory.sized(Arena.global(), Layout.FerruleHost.BYTES);
    table.set(JAVA_SHORT, Layout.FerruleHost.ABI_MAJOR, (short) Abi.ABI_MAJOR);
    table.set(JAVA_SHORT, Layout.FerruleHost.ABI_MINOR, (short) Abi.ABI_MINOR);
    table.set(
        ADDRESS,
        Layout.FerruleHost.LOG_ENABLED,
        stub(
            functions,
            "logEnabled",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)));
    table.set(
        ADDRESS,
        Layout.FerruleHost.LOG,
        stub(
            functions,
            "log",
            FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, ADDRESS)));
    table.set(
        ADDRESS,
        Layout.FerruleHost.REPORT_STATUS,
        stub(
            functions,
            "reportStatus",
            FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS)));
    table.set(
        ADDRESS,
        Layout.FerruleHost.COMPLETE,
        stub(
            functions,
            "complete",
            FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS)));
    return table;
  }

  /** A function that runs that method; what the method throws ends in {@code failed}. */
  @SuppressWarnings("restricted") // linking is what this module is for
  private static MemorySegment stub(
      HostFunctions functions, String method, FunctionDescriptor signature) {
    MethodType type = signature.toMethodType();
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    boolean answers = type.returnType() != void.class;
    try {
      MethodHandle target = lookup.bind(functions, method, type);
      MethodHandle caught =
          lookup.bind(
              functions,
              answers ? "failedWithNumber" : "failed",
              MethodType.methodType(type.returnType(), Throwable.class));
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.catchException(target, Throwable.class, caught),
              signature,
              Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("HostFunctions has no " + method, e);
    }
  }
}

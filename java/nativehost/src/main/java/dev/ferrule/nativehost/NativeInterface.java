package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * A {@code ferrule_interface}: what a component offers under a name. Usable while the component's
 * {@link Gate} lets in.
 *
 * @param functions a table that begins with its size
 * @param object first argument of each function
 */
record NativeInterface(MemorySegment functions, MemorySegment object) {

  /**
   * Reads one that get_interface filled.
   *
   * @throws Refusal if it is empty
   */
  static NativeInterface read(MemorySegment struct) throws Refusal {
    MemorySegment functions = struct.get(ADDRESS, Layout.FerruleInterface.FUNCTIONS);
    if (Memory.isNull(functions)) {
      throw new Refusal(Abi.E_INTERNAL, "get_interface succeeded without giving functions");
    }
    return new NativeInterface(functions, struct.get(ADDRESS, Layout.FerruleInterface.OBJECT));
  }

  /** Writes it to where find_extension wants it. */
  void write(MemorySegment struct) {
    struct.set(ADDRESS, Layout.FerruleInterface.FUNCTIONS, functions);
    struct.set(ADDRESS, Layout.FerruleInterface.OBJECT, object);
  }

  /**
   * The table, if it is as long as is needed.
   *
   * @throws Refusal if it is shorter
   */
  MemorySegment table(long bytes) throws Refusal {
    int size = Memory.at(functions, Integer.BYTES).get(JAVA_INT, 0);
    if (Integer.compareUnsigned(size, (int) bytes) < 0) {
      throw new Refusal(
          Abi.E_INTERNAL,
          "its table of functions has %s bytes, at least %d are needed"
              .formatted(Integer.toUnsignedString(size), bytes));
    }
    return Memory.at(functions, bytes);
  }
}

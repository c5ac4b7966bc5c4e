package dev.ferrule.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Down, and there native code hands a batch of its own up to Java, which reads it. */
@State(Scope.Thread)
public class BatchUp {
  /** Bytes of the batch. */
  @Param({"0", "1024", "8192", "65536", "1048576"})
  public int size;

  /** How much of it Java reads. */
  @Param public Reads reads;

  private MemorySegment bytes;
  private MemorySegment stub;
  private long expected;

  /** Makes the batch. */
  @Setup
  public void fill() {
    byte[] random = new byte[size];
    new Random(size).nextBytes(random);
    bytes = Arena.global().allocate(size, 64).copyFrom(MemorySegment.ofArray(random));
    expected = reads.sum(bytes);
    Completion nobody = (_, _) -> {};
    stub = new FfmTarget(nobody, reads).takeStub();
    Jni.target(new JniTarget(nobody, reads));
  }

  /** In place, through a segment. */
  @Benchmark
  public long ffm() {
    return Checksum.same(expected, Ffm.give(stub, bytes, size));
  }

  /** {@code NewByteArray} and {@code SetByteArrayRegion}. */
  @Benchmark
  public long jniCopy() {
    return Checksum.same(expected, Jni.giveArray(bytes.address(), size));
  }

  /** In place, through {@code NewDirectByteBuffer}. */
  @Benchmark
  public long jniBuffer() {
    return Checksum.same(expected, Jni.giveBuffer(bytes.address(), size));
  }
}

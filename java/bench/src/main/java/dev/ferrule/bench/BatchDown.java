package dev.ferrule.bench;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.Signal;
import dev.ferrule.pdata.WritableBuffer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A batch is handed down to native code, which reads it. */
@State(Scope.Thread)
public class BatchDown {
  private static final long POOL_BYTES = 16 << 20;

  /** Bytes of the batch. */
  @Param({"0", "1024", "8192", "65536", "1048576"})
  public int size;

  /** How much of it native code reads. */
  @Param public Reads reads;

  private final BufferPool pool = BufferPool.bounded(POOL_BYTES);
  private byte[] array = {};
  private Batch batch;
  private MemorySegment reader;
  private MemorySegment lasting;
  private MemorySegment scratch;
  private ByteBuffer buffer;
  private boolean all;
  private long expected;

  /** Lays the same bytes into each kind of memory. */
  @Setup
  public void fill() {
    array = new byte[size];
    new Random(size).nextBytes(array);
    batch = pooled(array);
    reader = reads.reader();
    lasting = Arena.global().allocate(size, 64).copyFrom(MemorySegment.ofArray(array));
    scratch = Arena.global().allocate(size, 64);
    buffer = ByteBuffer.allocateDirect(size).put(array);
    all = reads == Reads.ALL;
    expected = reads.sum(MemorySegment.ofArray(array));
  }

  private Batch pooled(byte[] bytes) {
    try (WritableBuffer writable = pool.allocate(bytes.length)) {
      MemorySegment.copy(bytes, 0, writable.segment(), JAVA_BYTE, 0, bytes.length);
      return writable.freeze(Signal.TRACES, 1, bytes.length);
    }
  }

  @TearDown
  public void free() {
    batch.close();
    pool.close();
  }

  /** The batch as the collector has it, in place: memory of the pool, which may be freed. */
  @Benchmark
  public long ffm() {
    return Checksum.same(expected, Ffm.read(reader, batch.bytes(), size));
  }

  /** The same, in memory that is never freed and so needs no guard. */
  @Benchmark
  public long ffmGlobal() {
    return Checksum.same(expected, Ffm.read(reader, lasting, size));
  }

  /** From the Java heap through a copy, for those who have it there. */
  @Benchmark
  public long ffmCopy() {
    MemorySegment.copy(array, 0, scratch, JAVA_BYTE, 0, size);
    return Checksum.same(expected, Ffm.read(reader, scratch, size));
  }

  /** {@code GetByteArrayRegion} into memory that is there already. */
  @Benchmark
  public long jniRegion() {
    return Checksum.same(expected, Jni.region(all, array, scratch.address(), size));
  }

  /** {@code GetByteArrayElements}. */
  @Benchmark
  public long jniElements() {
    return Checksum.same(expected, Jni.elements(all, array, size));
  }

  /** {@code GetPrimitiveArrayCritical}. */
  @Benchmark
  public long jniCritical() {
    return Checksum.same(expected, Jni.critical(all, array, size));
  }

  /** {@code GetDirectBufferAddress}. */
  @Benchmark
  public long jniBuffer() {
    return Checksum.same(expected, Jni.direct(all, buffer, size));
  }

  /** A pointer as a number, which nothing guards. */
  @Benchmark
  public long jniAddress() {
    return Checksum.same(expected, Jni.address(all, lasting.address(), size));
  }
}

package dev.ferrule.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Down and nothing more. */
@State(Scope.Thread)
public class EmptyCall {
  private long number;

  /** The linker. */
  @Benchmark
  public long ffm() {
    number = Checksum.same(number + 1, Ffm.next(number));
    return number;
  }

  /** JNI. */
  @Benchmark
  public long jni() {
    number = Checksum.same(number + 1, Jni.next(number));
    return number;
  }
}

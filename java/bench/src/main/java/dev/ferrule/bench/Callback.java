package dev.ferrule.bench;

import java.lang.foreign.MemorySegment;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One of many calls up that the same call down makes. */
@State(Scope.Thread)
@OperationsPerInvocation(Callback.MANY)
public class Callback {
  static final int MANY = 64;

  private final TokenSum sum = new TokenSum();
  private final MemorySegment stub = Targets.complete(sum);

  /** An upcall stub. */
  @Benchmark
  public long ffm() {
    Ffm.callBack(stub, MANY);
    return sum.take(MANY);
  }

  /** {@code CallVoidMethodA}. */
  @Benchmark
  public long jni() {
    Jni.callBack(MANY);
    return sum.take(MANY);
  }
}

package dev.ferrule.bench;

import java.lang.foreign.MemorySegment;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Down, and up once before it returns. */
@State(Scope.Thread)
public class RoundTrip {
  private final TokenSum sum = new TokenSum();
  private final MemorySegment stub = Targets.complete(sum);

  /** An upcall stub. */
  @Benchmark
  public long ffm() {
    Ffm.callBack(stub, 1);
    return sum.take(1);
  }

  /** {@code CallVoidMethodA}. */
  @Benchmark
  public long jni() {
    Jni.callBack(1);
    return sum.take(1);
  }
}

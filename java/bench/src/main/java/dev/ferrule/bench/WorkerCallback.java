package dev.ferrule.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One of many calls up from a native thread, which are so many that waking it does not count. */
@State(Scope.Thread)
@OperationsPerInvocation(WorkerCallback.MANY)
public class WorkerCallback {
  static final int MANY = 2048;

  private final TokenSum sum = new TokenSum();
  private final Workers workers = new Workers(sum);

  /** An upcall stub. */
  @Benchmark
  public long ffm() {
    Ffm.run(workers.ffm, MANY);
    return sum.take(MANY);
  }

  /** JNI, attached once. */
  @Benchmark
  public long jniAttached() {
    Jni.run(workers.attached, MANY);
    return sum.take(MANY);
  }

  /** JNI, attached for each call. */
  @Benchmark
  public long jniAttach() {
    Jni.run(workers.attaching, MANY);
    return sum.take(MANY);
  }

  @TearDown
  public void stop() {
    workers.stop();
  }
}

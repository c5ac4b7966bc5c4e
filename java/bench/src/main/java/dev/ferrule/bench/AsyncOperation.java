package dev.ferrule.bench;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongToIntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A virtual thread calls down and is told PENDING; a native thread completes the token by a call
 * up; the virtual thread waits for that.
 */
@State(Scope.Thread)
@OperationsPerInvocation(AsyncOperation.MANY)
public class AsyncOperation {
  static final int MANY = 1024;
  private static final int PENDING = 1;

  /** How many are begun before the first of them is waited for. */
  @Param({"1", "64"})
  public int inFlight;

  private final Tokens tokens = new Tokens();
  private final Workers workers = new Workers(tokens);

  /** An upcall stub. */
  @Benchmark
  public long ffm() throws Exception {
    return run(token -> Ffm.submit(workers.ffm, token));
  }

  /** JNI, attached once. */
  @Benchmark
  public long jniAttached() throws Exception {
    return run(token -> Jni.submit(workers.attached, token));
  }

  /** JNI, attached for each call. */
  @Benchmark
  public long jniAttach() throws Exception {
    return run(token -> Jni.submit(workers.attaching, token));
  }

  /** In one virtual thread, whose making does not count among so many. */
  private long run(LongToIntFunction begin) throws InterruptedException {
    long[] completed = new long[1];
    Thread.ofVirtual()
        .start(() -> {
          Queue<CompletableFuture<Integer>> begun = new ArrayDeque<>(inFlight);
          for (int i = 0; i < MANY; i++) {
            if (begun.size() == inFlight) {
              completed[0] += await(begun.remove());
            }
            CompletableFuture<Integer> future = new CompletableFuture<>();
            if (begin.applyAsInt(tokens.open(future)) == PENDING) {
              begun.add(future);
            }
          }
          while (!begun.isEmpty()) {
            completed[0] += await(begun.remove());
          }
        })
        .join();
    return Checksum.same(MANY, completed[0]);
  }

  private static int await(CompletableFuture<Integer> future) {
    try {
      return future.get(10, TimeUnit.SECONDS) == 0 ? 1 : 0;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("an operation was not completed", e);
    }
  }

  @TearDown
  public void stop() {
    workers.stop();
  }
}

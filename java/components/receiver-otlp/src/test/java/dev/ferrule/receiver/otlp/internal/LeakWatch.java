package dev.ferrule.receiver.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaked network buffers. Netty runs in its paranoid mode, which notices a
 * buffer that was collected without having been released.
 */
final class LeakWatch implements AfterAllCallback {
  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  static {
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Reporting());
  }

  private static final class Reporting extends ResourceLeakDetectorFactory {
    @Override
    @SuppressWarnings("deprecation") // The only method there is to override.
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
        Class<T> resource, int samplingInterval, long maxActive) {
      return new ResourceLeakDetector<>(resource, samplingInterval) {
        @Override
        protected boolean needReport() {
          return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
          LEAKS.add(resourceType + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
          LEAKS.add(resourceType);
        }
      };
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    collectGarbage();
    // Netty looks for collected buffers when it hands out another one.
    PooledByteBufAllocator.DEFAULT.buffer().release();
    PooledByteBufAllocator.DEFAULT.directBuffer().release();
    assertThat(LEAKS).as("leaked network buffers").isEmpty();
  }

  private static void collectGarbage() throws InterruptedException {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> canary = new WeakReference<>(new Object(), collected);
    for (int i = 0; i < 10 && collected.remove(500) == null; i++) {
      System.gc();
    }
    assertThat(canary.refersTo(null)).as("garbage was collected").isTrue();
  }
}

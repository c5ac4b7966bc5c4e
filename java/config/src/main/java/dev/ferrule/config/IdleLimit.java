package dev.ferrule.config;

import java.util.function.IntSupplier;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Keeps a connection for the next request unless enough of them wait already. */
final class IdleLimit implements ConnectionReuseStrategy {
  private final ConnectionReuseStrategy protocol = new DefaultClientConnectionReuseStrategy();
  private final int most;
  private final IntSupplier idle;

  /**
   * A limit.
   *
   * @param most how many may wait
   * @param idle how many do
   */
  IdleLimit(int most, IntSupplier idle) {
    this.most = most;
    this.idle = idle;
  }

  @Override
  public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
    return idle.getAsInt() < most && protocol.keepAlive(request, response, context);
  }
}

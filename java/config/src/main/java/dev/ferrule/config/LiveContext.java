package dev.ferrule.config;

import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * A TLS context whose certificates follow their files. It is made anew once they have changed, and
 * with it the sessions that peers may resume: nobody gets in with what is no longer trusted. Its
 * engines hold to the {@link TlsRules}, whatever their user sets. Any thread.
 *
 * @param <A> what is trusted
 */
final class LiveContext<A> extends SSLContextSpi {

  /** What a context is made of; equal ones make the same context. */
  record Contents<A>(Optional<TlsIdentity> identity, A authorities) {}

  /** How what is trusted becomes part of a context. */
  interface Trust<A> {
    TrustManager[] in(A authorities);
  }

  private record Built<A>(Contents<A> contents, SSLContext context) {}

  private final Supplier<Contents<A>> contents;
  private final Trust<A> trust;
  private final TlsRules rules;
  private final ReentrantLock building = new ReentrantLock();
  // Written by whoever holds the lock, read by all.
  private volatile Built<A> built;

  LiveContext(Supplier<Contents<A>> contents, Trust<A> trust, TlsRules rules) {
    this.contents = contents;
    this.trust = trust;
    this.rules = rules;
    this.built = build(contents.get());
  }

  /** As the class that everybody takes. */
  SSLContext asContext() {
    SSLContext first = built.context();
    return new SSLContext(this, first.getProvider(), first.getProtocol()) {};
  }

  private SSLContext current() {
    Contents<A> now = contents.get();
    if (!now.equals(built.contents())) {
      building.lock();
      try {
        if (!now.equals(built.contents())) {
          built = build(now);
        }
      } finally {
        building.unlock();
      }
    }
    return built.context();
  }

  private Built<A> build(Contents<A> contents) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys =
          contents
              .identity()
              .map(it -> new KeyManager[] {new IdentityKeys(it)})
              .orElseGet(() -> new KeyManager[0]);
      context.init(keys, trust.in(contents.authorities()), null);
      return new Built<>(contents, context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a JDK without TLS", e);
    }
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return ruled(current().createSSLEngine());
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    return ruled(
        current().createSSLEngine(rules.serverName().isEmpty() ? host : rules.serverName(), port));
  }

  private SSLEngine ruled(SSLEngine engine) {
    engine.setUseClientMode(rules.client());
    RuledEngine ruled = new RuledEngine(engine, rules);
    ruled.setSSLParameters(engine.getSSLParameters());
    return ruled;
  }

  @Override
  protected SSLParameters engineGetDefaultSSLParameters() {
    SSLParameters parameters = built.context().getDefaultSSLParameters();
    rules.applyTo(parameters);
    return parameters;
  }

  @Override
  protected SSLParameters engineGetSupportedSSLParameters() {
    return built.context().getSupportedSSLParameters();
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return built.context().getServerSessionContext();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return built.context().getClientSessionContext();
  }

  @Override
  protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
      throws KeyManagementException {
    throw new KeyManagementException("this context is complete");
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    throw new UnsupportedOperationException("this context makes engines only");
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    throw new UnsupportedOperationException("this context makes engines only");
  }
}

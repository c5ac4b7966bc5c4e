package dev.ferrule.nativehost;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.ClientAuthenticator;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ServerAuthenticator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.event.Level;

/**
 * What one native component does for others, and who of them uses it. It is not destroyed while a
 * call is inside, nor before each component that found it has ended. Any thread.
 */
final class Offers {
  private final NativeExtension extension;
  private final NativeHandle handle;
  private final NativeThreads threads;
  private final Deadlines deadlines;
  // Others that are inside a function of this one.
  private final Gate users = new Gate();
  // Native components that have found this one, and may call it until they have ended.
  private final Set<NativeExtension> finders = ConcurrentHashMap.newKeySet();

  /** Makes of an interface what Java components know. */
  private interface Adapter<T> {
    T adapt(NativeInterface offered) throws Refusal;
  }

  Offers(
      NativeExtension extension, NativeHandle handle, NativeThreads threads, Deadlines deadlines) {
    this.extension = extension;
    this.handle = handle;
    this.threads = threads;
    this.deadlines = deadlines;
  }

  /**
   * Runs a call into the component for somebody else.
   *
   * @throws Refusal if it does not run, or too many such calls wait
   */
  <T> NativeCall<T> use(Callable<T> body) throws Refusal {
    enter();
    try {
      return threads.submit(body, users::leave);
    } catch (RejectedExecutionException e) {
      throw new Refusal(Abi.E_BUSY, "too many calls into the plugin wait");
    }
  }

  private void enter() throws Refusal {
    NativeState state = extension.state();
    if (state != NativeState.RUNNING || !users.enter()) {
      throw new Refusal(
          Abi.E_STATE, "extension \"" + extension.id() + "\" does not run, it is " + state);
    }
  }

  /**
   * The same for an authenticator.
   *
   * @throws AuthenticationException instead of a refusal
   */
  <T> NativeCall<T> authenticate(Callable<T> body) throws AuthenticationException {
    try {
      return use(body);
    } catch (Refusal e) {
      throw new AuthenticationException(
          e.code() == Abi.E_BUSY ? "the authenticator is busy" : "the authenticator does not run",
          e);
    }
  }

  /** What it offers to servers, if it does. */
  Optional<ServerAuthenticator> serverAuthenticator() {
    return offer(
        Abi.SERVER_AUTH_V1,
        offered -> new NativeServerAuthenticator(extension, offered, deadlines));
  }

  /**
   * What it offers to clients, if it does. Each client gets one of its own.
   *
   * @param clock one like {@link System#nanoTime}, for what is kept
   */
  Optional<ClientAuthenticator> clientAuthenticator(LongSupplier clock) {
    return offer(
        Abi.CLIENT_AUTH_V1,
        offered -> new NativeClientAuthenticator(extension, offered, deadlines, clock));
  }

  private <T> Optional<T> offer(String name, Adapter<T> adapter) {
    try {
      return Waits.uninterruptibly(use(() -> adapt(name, adapter)), deadlines.call());
    } catch (Refusal e) {
      return Optional.empty();
    } catch (TimeoutException e) {
      throw new ComponentException(
          "did not offer its functions within " + Waits.text(deadlines.call()), e);
    }
  }

  private <T> Optional<T> adapt(String name, Adapter<T> adapter) {
    try {
      return Optional.of(adapter.adapt(ask(name)));
    } catch (Refusal e) {
      // Most components have nothing to offer, and say so with that code.
      extension
          .logger()
          .atLevel(e.code() == Abi.E_UNSUPPORTED ? Level.DEBUG : Level.WARN)
          .log("does not offer {}: {}", name, e.reason());
      return Optional.empty();
    }
  }

  /**
   * What another native component gets that asks for an interface of this one. Runs on its thread.
   *
   * @throws Refusal if it does not offer that, or one of the two does not run
   */
  NativeInterface to(NativeExtension finder, String name) throws Refusal {
    enter();
    try {
      NativeInterface offered = ask(name);
      finders.add(finder);
      if (!finder.finds().add(this)) {
        finders.remove(finder);
        throw new Refusal(Abi.E_STATE, "whoever asks for it has ended");
      }
      return offered;
    } catch (Refusal e) {
      throw new Refusal(
          e.code(),
          "extension \"%s\" does not offer %s: %s".formatted(extension.id(), name, e.reason()));
    } finally {
      users.leave();
    }
  }

  private NativeInterface ask(String name) throws Refusal {
    try {
      return handle.getInterface(name);
    } catch (Refusal e) {
      if (e.code() != Abi.E_PANIC) {
        throw e;
      }
      // Not the one who asked has panicked.
      extension.poison(e.reason());
      throw new Refusal(Abi.E_INTERNAL, e.reason());
    }
  }

  /** Lets nobody in any more; whether all have gone by then, on the clock of nanoTime. */
  boolean close(long deadline) {
    return users.close(deadline);
  }

  /** One of those that found it has ended. */
  void finderEnded(NativeExtension finder) {
    if (finder.state() != NativeState.LEAKED) {
      finders.remove(finder);
    }
    extension.end().freeIfUnused();
  }

  /** Whether nobody that found it is left. */
  boolean unused() {
    return finders.isEmpty();
  }

  /** One that found it and was left behind, so that it may use it for ever. */
  Optional<NativeExtension> abandonedFinder() {
    return finders.stream().filter(finder -> finder.state() == NativeState.LEAKED).findFirst();
  }
}

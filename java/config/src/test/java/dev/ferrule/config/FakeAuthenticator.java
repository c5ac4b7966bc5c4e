package dev.ferrule.config;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.ClientAuthenticator;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.confmap.Opaque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An extension that shows a new token each time. */
final class FakeAuthenticator implements Extension, ClientAuthenticator {
  static final ComponentId ID = ComponentId.parse("token/mine");

  final BlockingQueue<Request> asked = new LinkedBlockingQueue<>();
  private final boolean requiresTls;
  private int tokens;

  FakeAuthenticator(boolean requiresTls) {
    this.requiresTls = requiresTls;
  }

  @Override
  public List<Header> headers(Request request) throws AuthenticationException {
    asked.add(request);
    tokens++;
    return switch (tokens) {
      case 2 -> throw new AuthenticationException("no token today");
      case 3 -> throw new IllegalStateException("broken");
      default -> List.of(new Header("Authorization", new Opaque("Bearer " + tokens)));
    };
  }

  @Override
  public boolean requiresTls() {
    return requiresTls;
  }

  @Override
  public void start(Host host) {}

  @Override
  public void shutdown() {}

  /** An extension that authenticates nobody. */
  static final class Useless implements Extension {
    @Override
    public void start(Host host) {}

    @Override
    public void shutdown() {}
  }
}

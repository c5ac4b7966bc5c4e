package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import dev.ferrule.testkit.FakeHost;
import org.junit.jupiter.api.Test;

final class HostLinkTest {
  private static final StatusEvent OK = StatusEvent.of(Status.OK);
  private static final StatusEvent ERROR = new StatusEvent(Status.RECOVERABLE_ERROR, "why");

  private final HostLink link = new HostLink();
  private final FakeHost host = new FakeHost();

  private void assertNoHost() {
    Refusal refusal = catchThrowableOfType(Refusal.class, link::host);
    assertThat(refusal.code()).isEqualTo(Abi.E_STATE);
    assertThat(refusal.reason())
        .isEqualTo("only from the beginning of start to the end of shutdown");
  }

  @Test
  void lastReportBeforeTheStartIsKeptForTheHost() throws Refusal {
    assertNoHost();
    link.report(ERROR);
    link.report(OK);
    link.bind(host);
    assertThat(host.reported()).containsExactly(OK);
    assertThat(link.host()).isSameAs(host);
    link.report(ERROR);
    assertThat(host.reported()).containsExactly(OK, ERROR);
  }

  @Test
  void nothingIsReportedAfterTheShutdown() {
    link.bind(host);
    link.cut();
    link.report(OK);
    assertThat(host.reported()).isEmpty();
    assertNoHost();
  }

  @Test
  void reportsOfOneThatWasNeverStartedGoNowhere() {
    link.report(OK);
    link.cut();
    link.report(ERROR);
    assertThat(host.reported()).isEmpty();
  }
}

package dev.ferrule.nativehost;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Makes checks, one after the other, and tells of each. */
final class CheckRun implements AutoCloseable {
  private final CheckListener listener;
  private final CallWatch watch;
  private final Duration limit;
  private CheckThread thread;
  private String subject = "";
  // Why nothing more can be asked of the subject; null if all is well.
  private @Nullable String stuck;

  /** What a check does. It runs on the thread of the checks. */
  interface Body {
    /** Returns if the plugin passes. */
    void run() throws CheckStop;
  }

  /**
   * A run without a check yet.
   *
   * @param limit how long one call may take
   */
  CheckRun(CheckListener listener, CallWatch watch, Duration limit) {
    this.listener = listener;
    this.watch = watch;
    this.limit = limit;
    this.thread = new CheckThread(watch, limit);
  }

  /** The checks that follow are about that. */
  void about(String newSubject) {
    subject = newSubject;
    stuck = null;
  }

  /** Nothing more can be asked of the subject. */
  void giveUp(String why) {
    stuck = why;
  }

  /** Why nothing more can be asked of it; null if all is well. */
  @Nullable String stuck() {
    return stuck;
  }

  /** Makes a check. False unless the plugin passes. */
  boolean check(String name, String rule, Body body) {
    listener.begins(subject, name);
    @Nullable String before = stuck;
    return tell(
        before == null ? called(name, rule, body) : result(name, rule, CheckStop.skipped(before)));
  }

  /** Makes a check that asks nothing of the plugin, so that it is made whatever was before. */
  boolean judge(String name, String rule, Body body) {
    listener.begins(subject, name);
    try {
      body.run();
      return tell(passed(name, rule));
    } catch (CheckStop e) {
      return tell(result(name, rule, e));
    }
  }

  private boolean tell(CheckResult result) {
    listener.ended(result);
    return result.verdict() == CheckResult.Verdict.PASS;
  }

  private CheckResult called(String name, String rule, Body body) {
    try {
      thread.run(() -> {
        body.run();
        return rule;
      });
      return passed(name, rule);
    } catch (CheckHang e) {
      giveUp("a call before it has not returned");
      thread.close();
      thread = new CheckThread(watch, limit);
      return result(name, rule, CheckStop.failed(e.reason()));
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case CheckStop stop -> result(name, rule, stop);
        case NativePluginException refused ->
            result(name, rule, CheckStop.failed(String.valueOf(refused.getMessage())));
        case null, default -> throw new IllegalStateException("check \"" + name + "\" broke", e);
      };
    }
  }

  private CheckResult passed(String name, String rule) {
    return new CheckResult(subject, name, rule, CheckResult.Verdict.PASS, "");
  }

  private CheckResult result(String name, String rule, CheckStop stop) {
    return new CheckResult(subject, name, rule, stop.verdict(), stop.reason());
  }

  @Override
  public void close() {
    thread.close();
  }
}

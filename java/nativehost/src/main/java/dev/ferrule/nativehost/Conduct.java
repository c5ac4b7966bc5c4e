package dev.ferrule.nativehost;

/** The rules that a plugin can break at any time, in what it asks of the host. */
enum Conduct {
  COMPLETION("completes each token exactly once", "Completion: exactly once, or never"),
  FORM("tells the host nothing malformed", "ferrule_host: what each function takes"),
  STALE(
      "uses no number that is not valid any more",
      "ferrule_ref and ferrule_token: a stale one is ignored and counted"),
  PLACE(
      "calls the host only where it may",
      "create: of the host's functions only log_enabled and log; release: none"),
  LOCK("holds no lock while it calls the host", "Threads: which may call back into the plugin"),
  BUFS("gives back what the host gave", "Ownership 2: the side that takes it calls release");

  private final String what;
  private final String rule;

  Conduct(String what, String rule) {
    this.what = what;
    this.rule = rule;
  }

  /** The name of the check. */
  String what() {
    return what;
  }

  String rule() {
    return rule;
  }
}

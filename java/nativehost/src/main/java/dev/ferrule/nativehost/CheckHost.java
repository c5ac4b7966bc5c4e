package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.ServiceDescription;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A host that watches a plugin instead of protecting itself from it: the targets of {@link
 * HostTable}, like {@link HostFunctions}. Any thread.
 */
final class CheckHost {
  private static final int LAST_SEVERITY = Abi.ERROR + 7; // FATAL4 of OpenTelemetry
  private static final int MOST_SHOWN = 80;
  private static final ServiceDescription SERVICE =
      new ServiceDescription(
          new BuildInfo("ferrule", "Ferrule plugin check", "check"),
          Instant.EPOCH,
          List.of(),
          List.of());

  private final CheckLedger ledger = new CheckLedger();
  private final HostBufs bufs = new HostBufs();

  /** The table that a plugin gets, of a host that claims to be of some version. */
  MemorySegment table(PluginCheck.Part part, int workerThreads) {
    MemorySegment table = HostTable.of(this, bufs, workerThreads);
    return switch (part) {
      case GOOD_HOST, BAD_HOST -> table;
      case OTHER_MAJOR -> {
        table.set(JAVA_SHORT, Layout.FerruleHost.ABI_MAJOR, (short) (Abi.ABI_MAJOR + 1));
        yield table;
      }
      case NEWER_MINOR -> {
        MemorySegment newer = Guarded.newer(Arena.global(), Layout.FerruleHost.BYTES);
        int size = newer.get(JAVA_INT, Layout.FerruleHost.SIZE);
        newer.copyFrom(table);
        newer.set(JAVA_INT, Layout.FerruleHost.SIZE, size);
        newer.set(JAVA_SHORT, Layout.FerruleHost.ABI_MINOR, (short) (Abi.ABI_MINOR + 1));
        yield newer;
      }
    };
  }

  /** What is known of the plugin's calls. */
  CheckLedger ledger() {
    return ledger;
  }

  /** How many bufs it was given and has not released. */
  long bufsLeft() {
    return bufs.size();
  }

  int logEnabled(MemorySegment ctx, long ref, int severity) {
    ledger.entered("log_enabled", ref);
    return 1;
  }

  void log(
      MemorySegment ctx,
      long ref,
      int severity,
      MemorySegment target,
      MemorySegment message,
      MemorySegment fieldsJson) {
    ledger.entered("log", ref);
    if (severity < Abi.TRACE || severity > LAST_SEVERITY) {
      ledger.broke(Conduct.FORM, "log with severity " + severity);
    }
    text("the target of log", target);
    text("the message of log", message);
    String fields = text("the fields of log", fieldsJson);
    if (!fields.isEmpty() && !isObject(fields)) {
      String begin = fields.substring(0, Math.min(fields.length(), MOST_SHOWN));
      ledger.broke(Conduct.FORM, "the fields of log are no JSON object: " + begin);
    }
  }

  void reportStatus(MemorySegment ctx, long ref, int status, MemorySegment error) {
    ledger.entered("report_status", ref);
    if (status < Abi.STATUS_STARTING || status > Abi.STATUS_STOPPED) {
      ledger.broke(Conduct.FORM, "report_status with status " + status);
    }
  }

  void complete(MemorySegment ctx, long number, int code, MemorySegment error) {
    ledger.entered("complete");
    @Nullable CheckedToken token = ledger.token(number);
    if (token == null) {
      ledger.broke(Conduct.STALE, "complete for a token that is not there");
      return;
    }
    if (!Answer.isLegal(code)) {
      ledger.broke(Conduct.FORM, "%s was completed with %d".formatted(token.of(), code));
    }
    if (!token.complete(Outcome.borrow(code, error))) {
      ledger.broke(Conduct.COMPLETION, token.of() + " was completed again");
    }
  }

  int defineMetric(
      MemorySegment ctx, long ref, MemorySegment metric, MemorySegment out, MemorySegment error) {
    ledger.entered("define_metric", ref);
    try {
      MetricDefinition definition = MetricDefinition.read(metric);
      if (!definition.attributesJson().isEmpty() && !isObject(definition.attributesJson())) {
        throw new Refusal("the attributes are no JSON object");
      }
      HostFunctions.requireOut(out);
      long number = ledger.series(new CheckLedger.CheckedSeries(ref, definition));
      Memory.at(out, Long.BYTES).set(JAVA_LONG, 0, number);
      return Abi.OK;
    } catch (Refusal e) {
      ledger.broke(Conduct.FORM, "define_metric: " + e.reason());
      return bufs.fail(e.outcome(), error);
    }
  }

  void record(MemorySegment ctx, long number, double value) {
    ledger.entered("record");
    if (ledger.series(number) == null) {
      ledger.broke(Conduct.STALE, "record for a series that is not there");
    }
  }

  int findExtension(
      MemorySegment ctx,
      long ref,
      MemorySegment id,
      MemorySegment interfaceName,
      MemorySegment out,
      MemorySegment error) {
    ledger.entered("find_extension", ref);
    text("the interface of find_extension", interfaceName);
    String wanted = text("the id of find_extension", id);
    return refuse(Abi.E_STATE, "a check has no extension \"" + wanted + "\"", error);
  }

  int describe(
      MemorySegment ctx, long ref, MemorySegment subject, MemorySegment out, MemorySegment error) {
    ledger.entered("describe", ref);
    String wanted = text("the subject of describe", subject);
    if (!wanted.equals("service")) {
      return refuse(Abi.E_UNSUPPORTED, "a check does not describe \"" + wanted + "\"", error);
    }
    try {
      HostFunctions.requireOut(out);
    } catch (Refusal e) {
      ledger.broke(Conduct.FORM, "describe: " + e.reason());
      return bufs.fail(e.outcome(), error);
    }
    bufs.give(ServiceJson.of(SERVICE), Memory.at(out, Layout.FerruleBuf.BYTES));
    return Abi.OK;
  }

  void release(MemorySegment buf) {
    bufs.release(buf);
  }

  private int refuse(int code, String reason, MemorySegment error) {
    return bufs.fail(new Refusal(code, reason).outcome(), error);
  }

  private String text(String what, MemorySegment slice) {
    if (Memory.isNull(slice)) {
      ledger.broke(Conduct.FORM, "it gave NULL for " + what);
      return "";
    }
    TakenBufs reader = new TakenBufs(ledger);
    String text = reader.text(what, reader.lent(what, Memory.at(slice, Layout.FerruleSlice.BYTES)));
    reader.faults().forEach(fault -> ledger.broke(Conduct.FORM, "it " + fault));
    return text;
  }

  private static boolean isObject(String json) {
    try {
      return Json.read(json).isObject();
    } catch (JacksonException e) {
      return false;
    }
  }

  /** The end of a call that threw, such as the release of a buf that was released before. */
  void failed(Throwable t) {
    ledger.broke(Conduct.FORM, "a call to the host failed: " + t.getMessage());
  }

  int failedWithNo(Throwable t) {
    failed(t);
    return 0;
  }

  int failedWithError(Throwable t) {
    failed(t);
    return Abi.E_INTERNAL;
  }
}

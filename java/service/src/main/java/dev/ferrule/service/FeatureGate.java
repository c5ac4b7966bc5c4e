package dev.ferrule.service;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The feature gates of the Collector, by the ids that its {@code --feature-gates} takes. Those that
 * change what this Collector cannot do yet are known too, so that they are refused with the reason.
 */
public enum FeatureGate {
  MERGE_APPEND(
      "confmap.enableMergeAppendOption",
      Stage.ALPHA,
      "Appends lists of extensions, receivers and exporters when configurations are merged.",
      "v0.120.0",
      ""),
  QUEUE_BATCH(
      "pkg.exporterhelper.queueBatchEnabled",
      Stage.ALPHA,
      "Turns batching in the sending queue on by default.",
      "v0.158.0",
      "the sending queue cannot batch"),
  PROTO_POOLING(
      "pdata.useProtoPooling",
      Stage.ALPHA,
      "Has no effect here: memory for telemetry is always pooled.",
      "v0.133.0",
      ""),
  NEW_RECEIVER_METRICS(
      "receiverhelper.newReceiverMetrics",
      Stage.ALPHA,
      "Tells refusals by pipelines from failures of receivers in their metrics.",
      "v0.138.0",
      "receivers have one set of metrics"),
  ALLOW_NO_PIPELINES(
      "service.AllowNoPipelines",
      Stage.ALPHA,
      "Allows a Collector without pipelines, which only runs extensions.",
      "v0.122.0",
      ""),
  PARTIAL_RELOAD(
      "service.partialReload",
      Stage.ALPHA,
      "Restarts only what a new configuration changes.",
      "v0.157.0",
      "the configuration is read once"),
  PARTIAL_RELOAD_RECEIVERS(
      "service.partialReloadReceivers",
      Stage.BETA,
      "Restarts only receivers if nothing else changes; without effect unless"
          + " service.partialReload is enabled.",
      "v0.157.0",
      ""),
  PROFILES(
      "service.profilesSupport",
      Stage.ALPHA,
      "Allows pipelines of profiles.",
      "v0.112.0",
      "there are no pipelines of profiles"),
  PIPELINE_TELEMETRY(
      "telemetry.newPipelineTelemetry",
      Stage.ALPHA,
      "Counts what passes between the components of pipelines.",
      "v0.123.0",
      "pipelines are not measured between components");

  /** How settled a feature is, which decides whether it is on by default. */
  public enum Stage {
    ALPHA(false),
    BETA(true),
    STABLE(true),
    DEPRECATED(false);

    private final boolean enabled;

    Stage(boolean enabled) {
      this.enabled = enabled;
    }

    /** {@code Alpha}. */
    @Override
    public String toString() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  private final String id;
  private final Stage stage;
  private final String description;
  private final String fromVersion;
  private final String notYet;

  FeatureGate(String id, Stage stage, String description, String fromVersion, String notYet) {
    this.id = id;
    this.stage = stage;
    this.description = description;
    this.fromVersion = fromVersion;
    this.notYet = notYet;
  }

  /** The gate that is called so. */
  public static Optional<FeatureGate> of(String id) {
    return Arrays.stream(values()).filter(gate -> gate.id.equals(id)).findFirst();
  }

  /** What the gate is called. */
  public String id() {
    return id;
  }

  /** How settled the feature is. */
  public Stage stage() {
    return stage;
  }

  /** Whether the feature is on if nobody says anything. */
  public boolean enabledByDefault() {
    return stage.enabled;
  }

  /** What the feature does. */
  public String description() {
    return notYet()
        .map(reason -> description + " Not supported yet: " + reason + ".")
        .orElse(description);
  }

  /** The Go Collector's version that the gate came with. */
  public String fromVersion() {
    return fromVersion;
  }

  /** Why the feature cannot be turned on, if it cannot. */
  public Optional<String> notYet() {
    return notYet.isEmpty() ? Optional.empty() : Optional.of(notYet);
  }
}

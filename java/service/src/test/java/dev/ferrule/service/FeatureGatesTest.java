package dev.ferrule.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code --feature-gates} takes. */
final class FeatureGatesTest {

  @Test
  void stagesDecideWhatIsOnByDefault() {
    assertThat(FeatureGates.DEFAULTS.isEnabled(FeatureGate.ALLOW_NO_PIPELINES)).isFalse();
    assertThat(FeatureGates.DEFAULTS.isEnabled(FeatureGate.PARTIAL_RELOAD_RECEIVERS)).isTrue();
  }

  @Test
  void aListOpensAndCloses() {
    FeatureGates gates =
        FeatureGates.parse(
            List.of(
                "service.AllowNoPipelines,+confmap.enableMergeAppendOption",
                "",
                "-service.partialReloadReceivers"));
    assertThat(gates.enabled())
        .containsExactlyInAnyOrder(FeatureGate.ALLOW_NO_PIPELINES, FeatureGate.MERGE_APPEND);
  }

  @Test
  void theLastWordCounts() {
    FeatureGates gates =
        FeatureGates.parse(List.of("service.AllowNoPipelines", "-service.AllowNoPipelines"));
    assertThat(gates.isEnabled(FeatureGate.ALLOW_NO_PIPELINES)).isFalse();
  }

  @Test
  void everythingWrongIsSaidAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            FeatureGates.parse(
                List.of(
                    "service.AllowNoPipeline,,service.profilesSupport,-nothing,-telemetry.newPipelineTelemetry")))
        .withMessage(
            """
            no such feature gate "service.AllowNoPipeline". did you mean \
            "service.AllowNoPipelines"? valid gates: [VALID]
            empty feature gate identifier at index 1
            feature gate "service.profilesSupport" is not supported yet: there are no pipelines \
            of profiles
            no such feature gate "nothing". valid gates: [VALID]\
            """
                .replace(
                    "VALID",
                    "confmap.enableMergeAppendOption pkg.exporterhelper.queueBatchEnabled"
                        + " pdata.useProtoPooling receiverhelper.newReceiverMetrics"
                        + " service.AllowNoPipelines service.partialReload"
                        + " service.partialReloadReceivers service.profilesSupport"
                        + " telemetry.newPipelineTelemetry"));
  }
}

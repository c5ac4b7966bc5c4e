package dev.ferrule.exporterhelper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.confmap.Validated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConfigTest {

  private static List<String> problems(Validated config) {
    List<String> found = new ArrayList<>();
    config.validate(
        new Validated.Rules() {
          @Override
          public void broken(String key, String message) {
            found.add(key + ": " + message);
          }

          @Override
          public void broken(String key, String message, String hint) {
            broken(key, message);
          }
        });
    return found;
  }

  @Test
  void defaultsAreTheCollectors() {
    assertThat(problems(DeliveryConfig.DEFAULTS)).isEmpty();
    assertThat(problems(QueueConfig.DEFAULTS)).isEmpty();
    assertThat(problems(RetryConfig.DEFAULTS)).isEmpty();
    assertThat(DeliveryConfig.DEFAULTS)
        .isEqualTo(
            new DeliveryConfig(
                Duration.ofSeconds(5),
                Optional.of(new QueueConfig(10, 1000, Sizer.REQUESTS, false, false)),
                new RetryConfig(
                    true,
                    Duration.ofSeconds(5),
                    0.5,
                    1.5,
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5))));
  }

  @Test
  void queueRules() {
    assertThat(problems(new QueueConfig(0, -1, Sizer.ITEMS, false, false)))
        .containsExactly(
            "num_consumers: `num_consumers` must be positive",
            "queue_size: `queue_size` must be positive");
  }

  @Test
  void timeoutRules() {
    assertThat(
            problems(
                new DeliveryConfig(Duration.ofSeconds(-5), Optional.empty(), RetryConfig.DEFAULTS)))
        .containsExactly("timeout: 'timeout' must be non-negative");
  }

  @Test
  void retryRules() {
    assertThat(problems(retry(2, 0.5, 1.5, 1, 1)))
        .containsExactly(
            "max_elapsed_time: 'max_elapsed_time' must not be less than 'initial_interval'");
    assertThat(problems(retry(1, 0.5, 1.5, 3, 2)))
        .containsExactly(
            "max_elapsed_time: 'max_elapsed_time' must not be less than 'max_interval'");
    assertThat(problems(retry(1, 0.5, 1.5, 3, 0))).isEmpty();
    assertThat(problems(retry(-1, -5, -1, -1, -1)))
        .containsExactly(
            "initial_interval: initial_interval value must be greater than or equal to 0",
            "max_elapsed_time: max_elapsed_time value must be greater than or equal to 0",
            "max_interval: max_interval value must be greater than or equal to 0",
            "multiplier: multiplier value must be greater than or equal to 0",
            "randomization_factor: randomization_factor value must be greater than or equal to 0");
    assertThat(problems(retry(1, 1.5, Double.NaN, 3, 0)))
        .containsExactly(
            "multiplier: multiplier value must be greater than or equal to 0",
            "randomization_factor: randomization_factor value must be less than or equal to 1");
  }

  private static RetryConfig retry(
      int initial, double jitter, double multiplier, int max, int elapsed) {
    return new RetryConfig(
        true,
        Duration.ofSeconds(initial),
        jitter,
        multiplier,
        Duration.ofSeconds(max),
        Duration.ofSeconds(elapsed));
  }
}

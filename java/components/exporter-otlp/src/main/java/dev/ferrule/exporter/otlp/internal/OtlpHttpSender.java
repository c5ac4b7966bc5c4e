package dev.ferrule.exporter.otlp.internal;

import dev.ferrule.component.Call;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.Host;
import dev.ferrule.component.Settings;
import dev.ferrule.config.HttpAnswer;
import dev.ferrule.config.HttpClient;
import dev.ferrule.config.HttpClientConfig;
import dev.ferrule.config.HttpUpload;
import dev.ferrule.config.HttpUrl;
import dev.ferrule.exporterhelper.BatchSender;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.Signal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends batches of one signal to one URL. */
public final class OtlpHttpSender implements BatchSender {
  private static final Duration CLOSE = Duration.ofMillis(500);

  private final Settings settings;
  private final HttpClientConfig config;
  private final Signal signal;
  private final HttpUrl url;
  private final Map<String, String> headers;
  private final AnswerFailure failures;
  private volatile @Nullable HttpClient client;

  /** A sender that is not connected yet. */
  public OtlpHttpSender(Settings settings, HttpClientConfig config, Signal signal, HttpUrl url) {
    this.settings = settings;
    this.config = config;
    this.signal = signal;
    this.url = url;
    this.failures = new AnswerFailure(url, Clock.systemUTC());
    this.headers =
        Map.of(
            "Content-Type",
            PartialSuccess.PROTOBUF,
            "User-Agent",
            UserAgent.of(
                settings.build(), System.getProperty("os.name"), System.getProperty("os.arch")));
  }

  @Override
  public void start(Host host) {
    client =
        HttpClient.open(
            config, host, settings.id() + "/" + signal.id() + "-network", settings.logger());
  }

  @Override
  public void send(Batch batch, Call call) {
    HttpClient connected = client;
    if (connected == null) {
      throw ConsumeException.retryable("otlp exporter not started");
    }
    HttpAnswer answer;
    try {
      answer = connected.send(new HttpUpload(url, headers, batch.bytes(), call.deadlineNanos()));
    } catch (IOException e) {
      throw ConsumeException.retryable("failed to make an HTTP request: " + e.getMessage())
          .causedBy(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ConsumeException.cancelled("interrupted while sending").causedBy(e);
    }
    if (!answer.isSuccess()) {
      throw failures.of(answer);
    }
    reportPartialSuccess(answer);
  }

  private void reportPartialSuccess(HttpAnswer answer) {
    PartialSuccess partial;
    try {
      partial = PartialSuccess.of(answer, signal);
    } catch (IllegalArgumentException e) {
      // Not to be sent again: by its status, the server has it.
      throw ConsumeException.permanent(String.valueOf(e.getMessage())).causedBy(e);
    }
    if (!partial.isFull()) {
      partial.log(settings.logger(), signal);
    }
  }

  @Override
  public void shutdown() {
    HttpClient connected = client;
    client = null;
    if (connected != null) {
      connected.close(CLOSE);
    }
  }
}

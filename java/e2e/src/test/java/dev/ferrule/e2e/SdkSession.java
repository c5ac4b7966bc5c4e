package dev.ferrule.e2e;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An application with the OpenTelemetry SDK that does a bit of everything. */
final class SdkSession implements AutoCloseable {
  private static final Duration RARELY = Duration.ofHours(1);

  private final OpenTelemetrySdk sdk;

  /** An SDK that sends only when it is flushed, so that each signal comes in one request. */
  SdkSession(SpanExporter spans, MetricExporter metrics, LogRecordExporter logs) {
    Resource resource =
        Resource.create(
            Attributes.builder()
                .put("service.name", "checkout")
                .put("host.cpus", 8)
                .put("zones", "a", "b")
                .build(),
            "https://opentelemetry.io/schemas/1.30.0");
    sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setResource(resource)
                    .addSpanProcessor(
                        BatchSpanProcessor.builder(spans).setScheduleDelay(RARELY).build())
                    .build())
            .setMeterProvider(
                SdkMeterProvider.builder()
                    .setResource(resource)
                    .registerMetricReader(
                        PeriodicMetricReader.builder(metrics).setInterval(RARELY).build())
                    .build())
            .setLoggerProvider(
                SdkLoggerProvider.builder()
                    .setResource(resource)
                    .addLogRecordProcessor(
                        BatchLogRecordProcessor.builder(logs).setScheduleDelay(RARELY).build())
                    .build())
            .build();
  }

  /** Records spans with attributes of every type, events, links, errors and parents, and sends. */
  void sendSpans(int count) {
    var tracer = sdk.getTracer("shop", "1.2.3");
    SpanContext elsewhere =
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.builder().put("vendor", "1").build());
    for (int i = 0; i < count; i++) {
      Span parent = tracer.spanBuilder("order " + i).setSpanKind(SpanKind.SERVER).startSpan();
      try (var _ = parent.makeCurrent()) {
        tracer
            .spanBuilder("pay")
            .setSpanKind(SpanKind.CLIENT)
            .addLink(elsewhere, Attributes.of(AttributeKey.stringKey("why"), "retry"))
            .setAttribute("currency", "€ 金")
            .setAttribute("amount", 12.5)
            .setAttribute("attempt", i)
            .setAttribute("express", true)
            .setAttribute(AttributeKey.longArrayKey("items"), java.util.List.of(1L, -2L))
            .startSpan()
            .addEvent("sent", Attributes.of(AttributeKey.doubleKey("after"), 0.1))
            .setStatus(StatusCode.ERROR, "declined")
            .end();
      } finally {
        parent.end();
      }
    }
    done(sdk.getSdkTracerProvider().forceFlush());
  }

  /** Records a counter, an up-down counter, a gauge and a histogram, and sends. */
  void sendMetrics() {
    var meter = sdk.getMeter("shop");
    var region = Attributes.of(AttributeKey.stringKey("region"), "eu");
    meter
        .counterBuilder("orders")
        .setUnit("{order}")
        .setDescription("Orders")
        .build()
        .add(3, region);
    meter.upDownCounterBuilder("carts").build().add(-2);
    meter.gaugeBuilder("load").build().set(0.75, region);
    var latency = meter.histogramBuilder("latency").setUnit("s").build();
    for (int i = 0; i < 50; i++) {
      latency.record(i * 0.1, region);
    }
    done(sdk.getSdkMeterProvider().forceFlush());
  }

  /** Records log records with severity, attributes and trace context, and sends. */
  void sendLogs(int count) {
    var logger = sdk.getSdkLoggerProvider().loggerBuilder("shop").build();
    Span span = sdk.getTracer("shop").spanBuilder("logging").startSpan();
    try (var _ = span.makeCurrent()) {
      for (int i = 0; i < count; i++) {
        logger
            .logRecordBuilder()
            .setSeverity(Severity.WARN2)
            .setSeverityText("warning")
            .setBody("line " + i + "\n\"quoted\" \u0001")
            .setEventName("event")
            .setAttribute(AttributeKey.longKey("n"), (long) i)
            .emit();
      }
    }
    done(sdk.getSdkLoggerProvider().forceFlush());
  }

  private static void done(io.opentelemetry.sdk.common.CompletableResultCode result) {
    if (!result.join(30, TimeUnit.SECONDS).isSuccess()) {
      throw new AssertionError("the SDK could not send", result.getFailureThrowable());
    }
  }

  @Override
  public void close() {
    sdk.close();
  }
}

package dev.ferrule.component;

import dev.ferrule.pdata.BufferPool;
import io.opentelemetry.api.metrics.Meter;
import org.slf4j.Logger;

/**
 * What the service gives a component when it creates it.
 *
 * @param id the configured name
 * @param logger carries the component's id and kind on every line
 * @param build the distribution
 * @param buffers memory for batches, shared by the whole Collector and bounded
 * @param meter makes the instruments of the component's own metrics; its scope is the component's
 *     module, so attributes have to tell components of one type apart
 */
public record Settings(
    ComponentId id, Logger logger, BuildInfo build, BufferPool buffers, Meter meter) {}

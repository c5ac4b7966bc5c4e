package dev.ferrule.component;

import dev.ferrule.pdata.BufferPool;
import org.slf4j.Logger;

/**
 * What the service gives a component when it creates it.
 *
 * @param id the configured name
 * @param logger carries the component's id and kind on every line
 * @param build the distribution
 * @param buffers memory for batches, shared by the whole Collector and bounded
 */
public record Settings(ComponentId id, Logger logger, BuildInfo build, BufferPool buffers) {}

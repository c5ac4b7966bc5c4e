package dev.ferrule.component;

/** Takes batches from the stage before and gives what it makes of them to the stage after. */
public interface Processor extends Component, Consumer {}

package dev.ferrule.component;

/** The end of a pipeline. */
public interface Exporter extends Component, Consumer {}

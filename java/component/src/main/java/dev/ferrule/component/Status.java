package dev.ferrule.component;

import java.util.EnumSet;
import java.util.Set;

/**
 * How a component is doing. The moves that are allowed:
 *
 * <pre>
 * NONE              -> STARTING
 * STARTING          -> OK, RECOVERABLE_ERROR, PERMANENT_ERROR, FATAL_ERROR, STOPPING
 * OK                -> OK, RECOVERABLE_ERROR, PERMANENT_ERROR, FATAL_ERROR, STOPPING
 * RECOVERABLE_ERROR -> OK, RECOVERABLE_ERROR, PERMANENT_ERROR, FATAL_ERROR, STOPPING
 * PERMANENT_ERROR   -> STOPPING
 * FATAL_ERROR       -> nothing
 * STOPPING          -> RECOVERABLE_ERROR, PERMANENT_ERROR, FATAL_ERROR, STOPPED
 * STOPPED           -> nothing
 * </pre>
 */
public enum Status {
  NONE,
  STARTING,
  OK,
  RECOVERABLE_ERROR,
  PERMANENT_ERROR,
  FATAL_ERROR,
  STOPPING,
  STOPPED;

  private static final Set<Status> WHILE_UP =
      EnumSet.of(OK, RECOVERABLE_ERROR, PERMANENT_ERROR, FATAL_ERROR, STOPPING);
  private static final Set<Status> WHILE_STOPPING =
      EnumSet.of(RECOVERABLE_ERROR, PERMANENT_ERROR, FATAL_ERROR, STOPPED);

  /** The status in the words of the Collector: {@code RecoverableError}. */
  public String text() {
    return switch (this) {
      case NONE -> "None";
      case STARTING -> "Starting";
      case OK -> "OK";
      case RECOVERABLE_ERROR -> "RecoverableError";
      case PERMANENT_ERROR -> "PermanentError";
      case FATAL_ERROR -> "FatalError";
      case STOPPING -> "Stopping";
      case STOPPED -> "Stopped";
    };
  }

  /** Whether a component in this status may go to {@code next}. */
  public boolean mayBecome(Status next) {
    return switch (this) {
      case NONE -> next == STARTING;
      case STARTING, OK, RECOVERABLE_ERROR -> WHILE_UP.contains(next);
      case PERMANENT_ERROR -> next == STOPPING;
      case STOPPING -> WHILE_STOPPING.contains(next);
      case FATAL_ERROR, STOPPED -> false;
    };
  }
}

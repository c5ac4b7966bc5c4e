package dev.ferrule.nativehost;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a native component is in its life. The moves, and what makes them:
 *
 * <pre>
 * NEW       -> CREATED    create gave a handle
 * CREATED   -> STARTING   start
 * CREATED   -> STOPPING   shutdown without start
 * STARTING  -> RUNNING    the start ended well
 * STARTING  -> FAILED     it ended with an error, or not in time
 * STARTING  -> POISONED   it ended with a panic
 * STARTING  -> LEAKED     the call has not returned when shutdown is due
 * RUNNING   -> POISONED   notify, or a function of an interface, ended with a panic
 * RUNNING   -> STOPPING   shutdown
 * FAILED    -> STOPPING   shutdown
 * FAILED    -> LEAKED     the call to start has still not returned
 * POISONED  -> STOPPING   shutdown
 * STOPPING  -> STOPPED    the shutdown ended, well or with an error
 * STOPPING  -> LEAKED     it did not end in time
 * STOPPED   -> DESTROYED  destroy returned
 * STOPPED   -> LEAKED     another call or token is still open, somebody who was left behind uses it,
 *                         or destroy did not return
 * </pre>
 *
 * DESTROYED and LEAKED are the ends. Only create, start, shutdown, notify and destroy are calls
 * into native code; in POISONED only shutdown and destroy are made. A LEAKED component is never
 * touched again, because native code may still use its memory.
 */
enum NativeState {
  NEW,
  CREATED,
  STARTING,
  RUNNING,
  FAILED,
  POISONED,
  STOPPING,
  STOPPED,
  DESTROYED,
  LEAKED;

  /** Whether a start may come or is in progress. */
  boolean mayStart() {
    return this == NEW || this == CREATED || this == STARTING;
  }

  /** Where a component may go from here. */
  Set<NativeState> next() {
    return switch (this) {
      case NEW -> EnumSet.of(CREATED);
      case CREATED -> EnumSet.of(STARTING, STOPPING);
      case STARTING -> EnumSet.of(RUNNING, FAILED, POISONED, LEAKED);
      case RUNNING -> EnumSet.of(POISONED, STOPPING);
      case FAILED -> EnumSet.of(STOPPING, LEAKED);
      case POISONED -> EnumSet.of(STOPPING);
      case STOPPING -> EnumSet.of(STOPPED, LEAKED);
      case STOPPED -> EnumSet.of(DESTROYED, LEAKED);
      case DESTROYED, LEAKED -> EnumSet.noneOf(NativeState.class);
    };
  }
}

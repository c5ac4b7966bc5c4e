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
 * STARTING  -> FAILED     it ended with an error, or not in time, or was interrupted
 * STARTING  -> POISONED   it ended with a panic
 * RUNNING   -> POISONED   notify, or a function of an interface, ended with a panic
 * RUNNING   -> STOPPING   shutdown
 * FAILED    -> STOPPING   shutdown
 * POISONED  -> STOPPING   shutdown
 * STOPPING  -> STOPPED    the shutdown ended, well or with an error
 * STOPPED   -> DESTROYED  nobody uses it any more, and destroy returned
 * any other -> LEAKED     native code may still use it: create, start, notify, a function of an
 *                         interface or destroy has not returned, the start was never completed,
 *                         the shutdown did not end in time, or somebody who is left behind uses it
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

  /** Whether a shutdown has something to do. */
  boolean mayStop() {
    return next().contains(STOPPING);
  }

  /** Where a component may go from here. */
  Set<NativeState> next() {
    return switch (this) {
      case NEW -> EnumSet.of(CREATED, LEAKED);
      case CREATED -> EnumSet.of(STARTING, STOPPING, LEAKED);
      case STARTING -> EnumSet.of(RUNNING, FAILED, POISONED, LEAKED);
      case RUNNING -> EnumSet.of(POISONED, STOPPING, LEAKED);
      case FAILED, POISONED -> EnumSet.of(STOPPING, LEAKED);
      case STOPPING -> EnumSet.of(STOPPED, LEAKED);
      case STOPPED -> EnumSet.of(DESTROYED, LEAKED);
      case DESTROYED, LEAKED -> EnumSet.noneOf(NativeState.class);
    };
  }
}

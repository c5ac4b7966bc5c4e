//! Which component the thread works for, so that the `log` macros know whose record it is, and
//! which of its records the host would write.

use std::cell::Cell;

use ferrule_sys::ferrule_ref;

use crate::upcall;

/// An answer of the host serves for so many records of a thread, and no longer than the call, the
/// poll or the thread in which it was asked. What is disabled is then nearly free, and a change of
/// the level is noticed soon, without a clock.
const RECORDS_PER_ANSWER: u8 = 32;

#[derive(Clone, Copy)]
struct Current {
    component: ferrule_ref,
    /// The severities of which the host has said whether it writes them: a bit for each.
    asked: u8,
    /// Those that it writes.
    enabled: u8,
    /// How many records the answers are still good for.
    left: u8,
}

impl Current {
    const fn new(component: ferrule_ref) -> Self {
        Self { component, asked: 0, enabled: 0, left: RECORDS_PER_ANSWER }
    }
}

thread_local! {
    static CURRENT: Cell<Current> = const { Cell::new(Current::new(0)) };
}

/// Until the value is dropped, the thread works for that component.
pub(crate) struct Scope(Current);

pub(crate) fn enter(component: ferrule_ref) -> Scope {
    Scope(CURRENT.replace(Current::new(component)))
}

/// The component, or 0 for the plugin as a whole.
pub(crate) fn component() -> ferrule_ref {
    CURRENT.get().component
}

/// Whether the host would write a record of that severity for that component.
pub(crate) fn log_enabled(component: ferrule_ref, severity: i32) -> bool {
    let mut current = CURRENT.get();
    if current.component != component {
        return upcall::log_enabled(component, severity);
    }
    if current.left == 0 {
        current = Current::new(component);
    }
    current.left -= 1;
    // The severities of the levels are 1, 5, 9, 13 and 17.
    let bit = 1 << (severity / 4);
    if current.asked & bit == 0 {
        current.asked |= bit;
        if upcall::log_enabled(component, severity) {
            current.enabled |= bit;
        }
    }
    CURRENT.set(current);
    current.enabled & bit != 0
}

impl Drop for Scope {
    fn drop(&mut self) {
        CURRENT.set(self.0);
    }
}

//! Which component the thread works for, so that the `log` macros know whose record it is.

use std::cell::Cell;

use ferrule_sys::ferrule_ref;

thread_local! {
    static CURRENT: Cell<ferrule_ref> = const { Cell::new(0) };
}

/// Until the value is dropped, the thread works for that component.
pub(crate) struct Scope(ferrule_ref);

pub(crate) fn enter(component: ferrule_ref) -> Scope {
    Scope(CURRENT.replace(component))
}

/// The component, or 0 for the plugin as a whole.
pub(crate) fn component() -> ferrule_ref {
    CURRENT.try_with(Cell::get).unwrap_or(0)
}

impl Drop for Scope {
    fn drop(&mut self) {
        CURRENT.set(self.0);
    }
}

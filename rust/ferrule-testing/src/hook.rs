//! A plugin that is linked into the test program shares its panic hook. The plugin's hook is for
//! the plugin's threads and calls, the one that was there before for the tests themselves.

use std::cell::Cell;
use std::panic::{self, PanicHookInfo};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A thread that no test ran in: the plugin's.
    PluginThread,
    Test,
    PluginCall,
}

thread_local! {
    static PLACE: Cell<Place> = const { Cell::new(Place::PluginThread) };
}

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>;

struct Restore(Place);

impl Drop for Restore {
    fn drop(&mut self) {
        PLACE.set(self.0);
    }
}

/// Runs a call into the plugin.
pub(crate) fn inside<R>(f: impl FnOnce() -> R) -> R {
    let _restore = Restore(PLACE.replace(Place::PluginCall));
    f()
}

/// Runs the host's part of a call from the plugin.
pub(crate) fn outside<R>(f: impl FnOnce() -> R) -> R {
    let _restore = Restore(PLACE.replace(Place::Test));
    f()
}

/// Says that the thread runs a test.
pub(crate) fn mark_test_thread() {
    PLACE.set(Place::Test);
}

/// Opens the plugin and sorts the hooks.
pub(crate) fn around<R>(open: impl FnOnce() -> R) -> R {
    let tests: Hook = panic::take_hook();
    let opened = inside(open);
    let plugins: Hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let hook = if PLACE.get() == Place::Test { &tests } else { &plugins };
        hook(info);
    }));
    opened
}

//! A host that gives up on a call.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use ferrule::{Completion, Error, ErrorCode};
use ferrule_sys as sys;
use ferrule_testing::Plugin;

mod scripted;

use scripted::{on_shutdown, on_start};

ferrule::plugin!(|factories| {
    factories.add(scripted::ScriptedFactory);
});

const PATIENCE: Duration = Duration::from_secs(20);

fn open() -> Plugin {
    Plugin::open(ferrule_plugin_open_v1)
}

/// Waits in a thread until the host gives up.
fn wait_for_cancel(host: &ferrule::Host, done: Completion) {
    let (cancel, cancelled) = mpsc::channel();
    assert!(!done.is_cancelled());
    done.on_cancel(move || cancel.send(()).unwrap());
    host.spawn_with("waiting", done, move |done| {
        cancelled.recv_timeout(PATIENCE).unwrap();
        assert!(done.is_cancelled());
        done.fail(Error::with_code(ErrorCode::Cancelled, "was told to stop"));
    });
}

#[test]
fn a_start_is_told_and_completed() {
    let plugin = open();
    on_start(wait_for_cancel);
    let component = scripted::create(&plugin, "{}");
    let start = component.begin_start().unwrap().unwrap();
    assert!(!start.is_complete());
    component.cancel(&start);
    let failure = start.wait().unwrap_err();
    assert_eq!(
        (failure.code, failure.message.as_str()),
        (sys::FERRULE_E_CANCELLED, "was told to stop")
    );
}

#[test]
fn the_right_operation_is_told() {
    let plugin = open();
    on_start(wait_for_cancel);
    on_shutdown(wait_for_cancel);
    let component = scripted::create(&plugin, "{}");
    let start = component.begin_start().unwrap().unwrap();
    let shutdown = component.begin_shutdown(PATIENCE).unwrap().unwrap();
    component.cancel(&shutdown);
    assert_eq!(shutdown.wait().unwrap_err().code, sys::FERRULE_E_CANCELLED);
    assert!(!start.is_complete());
    component.cancel(&start);
    assert_eq!(start.wait().unwrap_err().code, sys::FERRULE_E_CANCELLED);
}

#[test]
fn it_is_told_once_and_not_after_the_end() {
    static TOLD: AtomicUsize = AtomicUsize::new(0);
    fn tell(count: usize) {
        TOLD.fetch_add(count, SeqCst);
    }
    let plugin = open();
    let (give, taken) = mpsc::channel();
    on_start(move |_host, done| {
        done.on_cancel(|| tell(1));
        give.send(done).unwrap();
    });
    let component = scripted::create(&plugin, "{}");
    let start = component.begin_start().unwrap().unwrap();
    let done = taken.recv_timeout(PATIENCE).unwrap();
    component.cancel(&start);
    component.cancel(&start);
    assert_eq!(TOLD.load(SeqCst), 1);
    done.on_cancel(|| tell(10));
    assert_eq!(TOLD.load(SeqCst), 11, "one that comes late is told at once");
    done.ok();
    component.cancel(&start);
    assert_eq!(TOLD.load(SeqCst), 11);
    start.wait().unwrap();
    component.ready().unwrap();
}

#[test]
fn what_waits_for_a_cancel_is_dropped_at_the_end() {
    let plugin = open();
    let held = Arc::new(());
    let taken_along = Arc::clone(&held);
    on_start(move |_host, done| {
        done.on_cancel(move || drop(taken_along));
        done.ok();
    });
    let _component = scripted::start(&plugin, "{}");
    assert_eq!(Arc::strong_count(&held), 1);
}

#[test]
fn a_panic_on_cancel_stays_inside() {
    let plugin = open();
    let (give, taken) = mpsc::channel();
    on_start(move |_host, done| {
        done.on_cancel(|| panic!("told to"));
        give.send(done).unwrap();
    });
    let component = scripted::create(&plugin, "{}");
    let start = component.begin_start().unwrap().unwrap();
    component.cancel(&start);
    taken.recv_timeout(PATIENCE).unwrap().ok();
    start.wait().unwrap();
    assert_eq!(component.ready().unwrap_err().code, sys::FERRULE_E_STATE, "it is poisoned");
}

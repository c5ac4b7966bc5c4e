//! Asynchronous code that blocks its thread, which nothing can end.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{LazyLock, Mutex};
use std::time::{Duration, Instant};

use ferrule_sys as sys;
use ferrule_testing::Plugin;

mod staged;

ferrule::plugin!(|factories| {
    factories.add(staged::StagedFactory);
});

static GATE: LazyLock<(Sender<()>, Mutex<Receiver<()>>)> = LazyLock::new(|| {
    let (open, opened) = channel();
    (open, Mutex::new(opened))
});

fn block() {
    let _ = GATE.1.lock().unwrap().recv();
}

/// One test alone, since it closes the plugin.
#[test]
fn what_blocks_is_named_and_holds_nothing_up() {
    let plugin = Plugin::open(ferrule_plugin_open_v1);

    // A start that blocks, in one of two threads.
    staged::on_start(|_host| async {
        log::info!("blocking");
        block();
        Ok(())
    });
    let component = staged::create(&plugin);
    let start = component.begin_start().unwrap().unwrap();
    let _ = component.wait_for_log("blocking");
    let began = Instant::now();
    let failure = component.shutdown().unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(failure.code, sys::FERRULE_E_DEADLINE);
    assert_eq!(failure.message, "tasks have not ended, they block a thread: start");
    GATE.0.send(()).unwrap();
    start.wait().unwrap();
    drop(component);
    assert_eq!(plugin.stats().live_threads, 0);

    // Tasks that block, in both: only the host can say that it has waited long enough.
    staged::on_start(|host| async move {
        for n in 0..2 {
            host.spawn_task(format!("blocker {n}"), async move {
                log::info!("blocker {n} begins");
                block();
            })?;
        }
        Ok(())
    });
    let component = staged::start(&plugin);
    let _ = component.wait_for_log("blocker 0 begins");
    let _ = component.wait_for_log("blocker 1 begins");
    let shutdown = component.begin_shutdown(Duration::from_millis(50)).unwrap().unwrap();
    component.cancel(&shutdown);
    drop(component);
    let warning = plugin.logs().pop().unwrap();
    assert_eq!(warning.message, "the component is gone but tasks of it run on");
    assert_eq!(warning.fields["tasks"], "blocker 0, blocker 1, shutdown");

    let failure = plugin.close(Duration::from_millis(50)).unwrap_err();
    assert_eq!(failure.code, sys::FERRULE_E_DEADLINE);
    assert_eq!(
        failure.message,
        "tasks have not ended: 3; threads of the runtime have not ended: 2"
    );
    GATE.0.send(()).unwrap();
    GATE.0.send(()).unwrap();
    plugin.close(Duration::from_secs(20)).unwrap();
}

//! The end of a plugin: threads are joined, and the host is not called again.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use ferrule::{Completion, Error, Extension, ExtensionFactory, Host, Settings, Stability};
use ferrule_sys::FERRULE_E_DEADLINE;
use ferrule_testing::Plugin;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

ferrule::plugin!(|factories| {
    factories.add(StrayFactory);
});

static GATE: LazyLock<(Sender<()>, Mutex<Receiver<()>>)> = LazyLock::new(|| {
    let (open, opened) = channel();
    (open, Mutex::new(opened))
});

#[derive(Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Config {}

/// Leaves a thread behind that ends when the gate opens.
struct Stray;

impl Extension for Stray {
    fn start(&mut self, host: &Host, done: Completion) {
        let spawned = host.spawn("stray", || {
            let _ = GATE.1.lock().unwrap().recv();
            log::info!("after the end");
        });
        done.complete(spawned);
    }
}

struct StrayFactory;

impl ExtensionFactory for StrayFactory {
    type Config = Config;
    type Extension = Stray;
    const TYPE: &'static str = "stray";
    const STABILITY: Stability = Stability::Development;

    fn create(_settings: Settings, _config: Config) -> Result<Stray, Error> {
        Ok(Stray)
    }
}

#[test]
fn close_joins_the_threads_and_ends_the_calls() {
    let plugin = Plugin::open(ferrule_plugin_open_v1);
    let stray = plugin.extension("stray").create("stray", "{}").unwrap();
    stray.start().unwrap();
    assert_eq!(plugin.stats().live_threads, 1);
    drop(stray);
    let warning = plugin.logs().pop().unwrap();
    assert_eq!(warning.message, "the component is gone but threads of it run on");
    assert_eq!(warning.fields["threads"], "stray");
    let now = plugin.stats();
    assert_eq!((now.live_components, now.live_threads), (0, 1));

    let failure = plugin.close(Duration::from_millis(20)).unwrap_err();
    assert_eq!(failure.code, FERRULE_E_DEADLINE);
    assert_eq!(failure.message, "threads have not ended: stray");

    let said = plugin.logs().len();
    GATE.0.send(()).unwrap();
    plugin.close(Duration::from_secs(20)).unwrap();
    assert_eq!(plugin.stats().live_threads, 0);
    assert_eq!(plugin.logs().len(), said, "a closed plugin calls no host function");
}

//! Events of the tracing crate in the host's log.

use std::cell::Cell;
use std::fmt;
use std::thread;

use ferrule_sys as sys;
use ferrule_testing::Plugin;
use serde_json::{Value, json};
use tracing::{debug, debug_span, error, info, info_span, trace, warn};

mod scripted;

use scripted::on_start;

ferrule::plugin!(|factories| {
    factories.add(scripted::ScriptedFactory);
});

fn open() -> Plugin {
    Plugin::open(ferrule_plugin_open_v1)
}

#[test]
fn an_event_has_its_level_target_and_fields() {
    let plugin = open();
    on_start(|_host, done| {
        let cause = std::io::Error::other("the disk is full");
        let error: &(dyn std::error::Error + 'static) = &cause;
        trace!("one");
        debug!(target: "elsewhere", "two");
        info!(count = 3, size = 7_u8, share = 0.5, wild = f64::NAN, "three {}", 3);
        warn!(ok = true, name = "x", r#type = ?Some(1), huge = u128::MAX);
        error!(error, "five");
        done.ok();
    });
    let component = scripted::start(&plugin, "{}");
    let logs = component.logs();
    let severities: Vec<i32> = logs.iter().map(|log| log.severity).collect();
    assert_eq!(
        severities,
        [
            sys::FERRULE_TRACE,
            sys::FERRULE_DEBUG,
            sys::FERRULE_INFO,
            sys::FERRULE_WARN,
            sys::FERRULE_ERROR
        ]
    );
    assert_eq!((logs[0].target.as_str(), logs[0].message.as_str()), ("tracing", "one"));
    assert_eq!((logs[1].target.as_str(), &logs[1].fields), ("elsewhere", &Value::Null));
    assert_eq!(logs[2].message, "three 3");
    assert_eq!(logs[2].fields, json!({"count": 3, "size": 7, "share": 0.5, "wild": "NaN"}));
    let fields = json!({"ok": true, "name": "x", "type": "Some(1)", "huge": u128::MAX.to_string()});
    assert_eq!((logs[3].message.as_str(), &logs[3].fields), ("", &fields));
    assert_eq!(logs[4].fields, json!({"error": "the disk is full"}));
}

#[test]
fn an_event_says_which_spans_it_is_in() {
    let plugin = open();
    on_start(|_host, done| {
        let request = info_span!("request", id = 7, user = tracing::field::Empty);
        let _request = request.enter();
        request.record("user", "jane");
        let _step = debug_span!("step", n = 1).entered();
        info!(took = 2, "inside");
        done.ok();
    });
    let component = scripted::start(&plugin, "{}");
    let inside = component.wait_for_log("inside");
    assert_eq!(
        inside.fields,
        json!({
            "took": 2,
            "spans": [{"name": "request", "id": 7, "user": "jane"}, {"name": "step", "n": 1}],
        })
    );
}

#[test]
fn a_span_carries_the_component_to_foreign_threads() {
    let plugin = open();
    on_start(|_host, done| {
        let span = info_span!("carried");
        thread::spawn(move || {
            info!("nobody's");
            let _inside = span.entered();
            let _deeper = info_span!("deeper").entered();
            info!("from afar");
        })
        .join()
        .unwrap();
        done.ok();
    });
    let component = scripted::start(&plugin, "{}");
    assert_eq!(component.wait_for_log("from afar").fields["spans"][1]["name"], "deeper");
    assert_eq!(component.logs().len(), 1);
    let nobodys = plugin.logs().into_iter().find(|log| log.message == "nobody's").unwrap();
    assert_eq!(nobodys.component, 0);
}

thread_local! {
    static FORMATTED: Cell<u32> = const { Cell::new(0) };
}

struct Expensive;

impl fmt::Debug for Expensive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        FORMATTED.set(FORMATTED.get() + 1);
        f.write_str("expensive")
    }
}

#[test]
fn what_is_not_wanted_is_not_formatted() {
    let plugin = open();
    plugin.set_lowest_severity(sys::FERRULE_WARN);
    on_start(|_host, done| {
        let _span = info_span!("unwanted", it = ?Expensive).entered();
        for _ in 0..100 {
            info!("{:?}", Expensive);
        }
        assert_eq!(FORMATTED.get(), 0);
        warn!("{:?}", Expensive);
        assert_eq!(FORMATTED.get(), 1);
        done.ok();
    });
    let component = scripted::start(&plugin, "{}");
    let logs = component.logs();
    assert_eq!(logs.len(), 1);
    assert_eq!(logs[0].fields, Value::Null, "the span is not wanted either");
}

#[test]
fn a_change_of_the_level_is_noticed() {
    let plugin = open();
    plugin.set_lowest_severity(sys::FERRULE_ERROR);
    let (step, steps) = std::sync::mpsc::channel::<()>();
    let (say, said) = std::sync::mpsc::channel();
    on_start(move |host, done| {
        let spawned = host.spawn("long", move || {
            debug!("before");
            say.send(()).unwrap();
            steps.recv().unwrap();
            for n in 0..100 {
                debug!(n, "after");
                log::debug!("after, from log");
            }
        });
        done.complete(spawned);
    });
    let component = scripted::start(&plugin, "{}");
    said.recv().unwrap();
    plugin.set_lowest_severity(sys::FERRULE_DEBUG);
    step.send(()).unwrap();
    let first = component.wait_for_log("after");
    assert!(first.fields["n"].as_u64().is_none_or(|n| n <= 32), "{first:?}");
    let last = component.wait_for_log("after, from log");
    assert_eq!(last.severity, sys::FERRULE_DEBUG);
}

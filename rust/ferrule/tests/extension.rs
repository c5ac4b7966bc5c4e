//! An extension whose settings say how it behaves, driven through the C table.

use std::sync::atomic::{AtomicI64, Ordering::SeqCst};
use std::sync::{LazyLock, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use ferrule::{
    Completion, ConfigProblem, Error, ErrorCode, Extension, ExtensionFactory, GoDuration, Host,
    NotYet, Settings, Stability,
};
use ferrule_sys as sys;
use ferrule_testing::{Failure, Plugin};
use serde::{Deserialize, Serialize};
use serde_json::json;

ferrule::plugin!(|factories| {
    factories.add(ProbeFactory);
});

static ALIVE: AtomicI64 = AtomicI64::new(0);
static SHUTDOWNS: AtomicI64 = AtomicI64::new(0);

#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Mode {
    #[default]
    AtOnce,
    InThread,
    InlineFromThread,
    FailAtOnce,
    FailInThread,
    DropCompletion,
    Panic,
    PanicInThread,
    PanicAfterHandingOver,
    WaitInThread,
    WaitInline,
    Log,
}

/// What the waiting modes wait for.
static GATE: LazyLock<(mpsc::Sender<()>, Mutex<mpsc::Receiver<()>>)> = LazyLock::new(|| {
    let (open, opened) = mpsc::channel();
    (open, Mutex::new(opened))
});

fn wait_at_gate() {
    GATE.1.lock().unwrap().recv().unwrap();
}

#[derive(Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Nested {
    count: u16,
    names: Vec<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Config {
    create: Mode,
    start: Mode,
    ready: Mode,
    shutdown: Mode,
    drop: Mode,
    nested: Nested,
    timeout: GoDuration,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            create: Mode::AtOnce,
            start: Mode::AtOnce,
            ready: Mode::AtOnce,
            shutdown: Mode::AtOnce,
            drop: Mode::AtOnce,
            nested: Nested::default(),
            timeout: GoDuration::from_secs(90),
        }
    }
}

struct Probe {
    config: Config,
    settings: Settings,
    host: Option<Host>,
}

impl Probe {
    fn behave(&self, mode: Mode, host: &Host, done: Completion) {
        match mode {
            Mode::AtOnce => done.ok(),
            Mode::InThread => host.spawn_with("probe", done, Completion::ok),
            Mode::InlineFromThread => {
                let (said, heard) = mpsc::channel();
                host.spawn_with("probe", done, move |done| {
                    done.ok();
                    said.send(()).unwrap();
                });
                heard.recv().unwrap();
            }
            Mode::FailAtOnce => done.fail(Error::with_code(ErrorCode::Busy, "not now")),
            Mode::FailInThread => host.spawn_with("probe", done, |done| done.fail("not at all")),
            Mode::DropCompletion => drop(done),
            Mode::Panic => panic!("the probe was told to"),
            Mode::PanicInThread => {
                host.spawn_with("probe", done, |_done| panic!("the thread was told to"));
            }
            Mode::PanicAfterHandingOver => {
                let (go, gone) = mpsc::channel::<()>();
                host.spawn_with("probe", done, move |done| {
                    let _ = gone.recv();
                    done.ok();
                });
                let _go = go;
                panic!("the probe was told to");
            }
            Mode::WaitInThread => host.spawn_with("probe", done, |done| {
                wait_at_gate();
                done.ok();
            }),
            Mode::WaitInline => {
                log::info!("waiting");
                wait_at_gate();
                done.ok();
            }
            Mode::Log => {
                log::info!(logger: host.logger(), size = 3, name = "x", ok = true; "hello {}", 1);
                log::warn!("from the log crate");
                tracing::error!("from tracing");
                self.settings.logger.event(log::Level::Info, "t", "deep", &json!({"a": {"b": 1}}));
                host.spawn_with("probe", done, |done| {
                    log::debug!("from the thread");
                    done.ok();
                });
            }
        }
    }
}

impl Extension for Probe {
    fn start(&mut self, host: &Host, done: Completion) {
        self.host = Some(host.clone());
        self.behave(self.config.start, host, done);
    }

    fn pipelines_ready(&mut self) -> Result<(), Error> {
        match self.config.ready {
            Mode::Panic => panic!("the probe was told to"),
            Mode::FailAtOnce => Err(Error::new("not ready")),
            _ => Ok(()),
        }
    }

    fn shutdown(&mut self, done: Completion) {
        SHUTDOWNS.fetch_add(1, SeqCst);
        assert!(done.deadline().is_some(), "the host has a deadline");
        assert!(done.time_left(Duration::from_secs(5)) <= Duration::from_secs(5));
        let host = self.host.clone().expect("start comes before shutdown");
        self.behave(self.config.shutdown, &host, done);
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, SeqCst);
        assert!(self.config.drop != Mode::Panic, "the probe was told to");
    }
}

struct ProbeFactory;

impl ExtensionFactory for ProbeFactory {
    type Config = Config;
    type Extension = Probe;
    const TYPE: &'static str = "probe";
    const STABILITY: Stability = Stability::Beta;
    const NOT_YET: &'static [NotYet] = &[
        NotYet { pointer: "/tls", reason: "it is a probe" },
        NotYet { pointer: "/nested/size", reason: "count it" },
    ];

    fn validate(config: &Config) -> Vec<ConfigProblem> {
        assert!(config.nested.count != 666, "the validation was told to");
        let mut problems = Vec::new();
        if config.nested.count > 10 {
            problems.push(ConfigProblem::new("/nested/count", "too many").hint("up to 10"));
        }
        if config.timeout.limit().is_none() {
            problems.push(ConfigProblem::new("/timeout", "no timeout"));
        }
        problems
    }

    fn create(settings: Settings, config: Config) -> Result<Probe, Error> {
        match config.create {
            Mode::Panic => panic!("create was told to"),
            Mode::FailAtOnce => Err(Error::new("cannot be created")),
            _ => {
                ALIVE.fetch_add(1, SeqCst);
                Ok(Probe { config, settings, host: None })
            }
        }
    }
}

fn open() -> Plugin {
    let plugin = Plugin::open(ferrule_plugin_open_v1);
    SHUTDOWNS.store(0, SeqCst);
    ALIVE.store(0, SeqCst);
    plugin
}

fn refused(plugin: &Plugin, config: &str) -> Failure {
    let failure = plugin.extension("probe").validate(config).unwrap_err();
    let again = plugin.extension("probe").create("probe", config).err();
    assert_eq!(again.as_ref(), Some(&failure), "create does not say what validate says");
    failure
}

#[test]
fn says_what_it_is() {
    let plugin = open();
    assert_eq!(plugin.name(), "ferrule");
    assert_eq!(plugin.extensions(), ["probe"]);
    assert_eq!(plugin.extension("probe").stability(), sys::FERRULE_BETA);
    assert_eq!(plugin.extension("probe").schema(), None);
    let defaults = plugin.extension("probe").default_config();
    assert_eq!(defaults["timeout"], "1m30s");
    assert_eq!(defaults["nested"], json!({"count": 0, "names": []}));
    plugin.extension("probe").validate(&defaults.to_string()).unwrap();
    plugin.extension("probe").validate("{}").unwrap();
}

#[test]
fn a_wrong_type_is_refused_with_its_place() {
    let plugin = open();
    let failure = refused(&plugin, r#"{"nested":{"names":["a",7]}}"#);
    assert_eq!(failure.code, sys::FERRULE_E_CONFIG);
    assert_eq!(failure.pointers(), ["/nested/names/1"]);
    assert!(failure.message.contains("/nested/names/1: invalid type"), "{}", failure.message);
}

#[test]
fn an_unknown_key_is_refused_with_the_valid_ones() {
    let plugin = open();
    let failure = refused(&plugin, r#"{"nested":{"coutn":1}}"#);
    assert_eq!(
        failure.details,
        json!([{
            "pointer": "/nested/coutn",
            "message": "there is no setting `coutn`",
            "hint": "the settings are count, names",
            "at": "key",
        }])
    );
    let failure = refused(&plugin, r#"{"a/b~c":1}"#);
    assert_eq!(failure.pointers(), ["/a~1b~0c"]);
}

#[test]
fn all_problems_are_found_at_once() {
    let plugin = open();
    let failure = refused(
        &plugin,
        r#"{"tls":{},"start":"sometime","nested":{"count":11,"coutn":1,"size":2},"timeout":"soon"}"#,
    );
    let mut pointers = failure.pointers();
    pointers.sort_unstable();
    assert_eq!(
        pointers,
        ["/nested/count", "/nested/coutn", "/nested/size", "/start", "/timeout", "/tls"]
    );
    for (key, at) in [("/tls", json!("key")), ("/nested/count", json!(null))] {
        let problems = failure.details.as_array().unwrap();
        let problem = problems.iter().find(|problem| problem["pointer"] == key).unwrap();
        assert_eq!(problem["at"], at, "{key}");
    }
    assert!(failure.message.contains("not supported yet: it is a probe"), "{}", failure.message);
    assert!(failure.message.contains("/nested/count: too many: up to 10"), "{}", failure.message);
}

#[test]
fn a_key_that_is_not_supported_yet_may_be_empty() {
    let plugin = open();
    plugin.extension("probe").validate(r#"{"tls":null}"#).unwrap();
}

#[test]
fn null_is_what_the_go_collector_takes_it_for() {
    let plugin = open();
    plugin.extension("probe").validate(r#"{"nested":null}"#).unwrap();
    plugin.extension("probe").validate(r#"{"nested":{"count":null,"names":null}}"#).unwrap();
    assert_eq!(refused(&plugin, r#"{"timeout":null}"#).pointers(), ["/timeout"]);
    let failure = refused(&plugin, r#"{"nested":{"names":[null]}}"#);
    assert_eq!(failure.pointers(), ["/nested/names/0"]);
    assert_eq!(refused(&plugin, r#"{"start":null}"#).pointers(), ["/start"]);
}

#[test]
fn settings_that_are_no_map_are_refused() {
    let plugin = open();
    for config in ["null", "[]", "7", r#""text""#] {
        assert_eq!(refused(&plugin, config).pointers(), [""], "{config}");
    }
    for config in ["", "{", "{}x"] {
        assert_eq!(refused(&plugin, config).code, sys::FERRULE_E_ARG, "{config}");
    }
}

#[test]
fn many_unknown_keys_end_the_search() {
    let plugin = open();
    let keys: Vec<String> = (0..200).map(|n| format!(r#""k{n}":1"#)).collect();
    let failure = refused(&plugin, &format!("{{{}}}", keys.join(",")));
    assert_eq!(failure.pointers().len(), 50);
}

#[test]
fn a_life_in_every_way_of_completing() {
    let plugin = open();
    for mode in ["at_once", "in_thread", "inline_from_thread"] {
        let config = json!({"start": mode, "shutdown": mode}).to_string();
        let probe = plugin.extension("probe").create("probe/1", &config).unwrap();
        assert_eq!(plugin.stats().live_components, 1);
        probe.start().unwrap();
        probe.ready().unwrap();
        probe.notify(99).unwrap();
        probe.not_ready().unwrap();
        probe.shutdown().unwrap();
        drop(probe);
        assert_eq!(ALIVE.load(SeqCst), 0);
    }
    assert_eq!(SHUTDOWNS.load(SeqCst), 3);
}

#[test]
fn an_answer_at_once_needs_no_token() {
    let plugin = open();
    for mode in ["at_once", "inline_from_thread"] {
        let config = json!({ "start": mode }).to_string();
        let probe = plugin.extension("probe").create("probe", &config).unwrap();
        assert!(probe.begin_start().unwrap().is_none(), "{mode}");
    }
}

#[test]
fn a_start_that_fails_says_why() {
    let plugin = open();
    for (mode, code, message) in [
        ("fail_at_once", sys::FERRULE_E_BUSY, "not now"),
        ("fail_in_thread", sys::FERRULE_E_INTERNAL, "not at all"),
        ("drop_completion", sys::FERRULE_E_INTERNAL, "the component dropped its completion"),
    ] {
        let config = json!({ "start": mode }).to_string();
        let probe = plugin.extension("probe").create("probe", &config).unwrap();
        let failure = probe.start().unwrap_err();
        assert_eq!((failure.code, failure.message.as_str()), (code, message));
        assert_eq!(probe.ready().unwrap_err().code, sys::FERRULE_E_STATE);
        probe.shutdown().unwrap();
    }
    assert_eq!(SHUTDOWNS.load(SeqCst), 3, "a start that failed is shut down");
}

#[test]
fn shutdown_is_safe_at_any_time() {
    let plugin = open();
    let probe = plugin.extension("probe").create("probe", "{}").unwrap();
    probe.shutdown().unwrap();
    probe.shutdown().unwrap();
    assert_eq!(SHUTDOWNS.load(SeqCst), 0, "there was no start");
    assert_eq!(probe.start().unwrap_err().code, sys::FERRULE_E_STATE);

    let probe = plugin.extension("probe").create("probe", "{}").unwrap();
    probe.start().unwrap();
    probe.shutdown().unwrap();
    probe.shutdown().unwrap();
    assert_eq!(SHUTDOWNS.load(SeqCst), 1);
    assert_eq!(probe.ready().unwrap_err().code, sys::FERRULE_E_STATE);
}

#[test]
fn a_shutdown_that_fails_says_why_once() {
    let plugin = open();
    for mode in ["fail_at_once", "fail_in_thread"] {
        let config = json!({ "shutdown": mode }).to_string();
        let probe = plugin.extension("probe").create("probe", &config).unwrap();
        probe.start().unwrap();
        probe.shutdown().unwrap_err();
        probe.shutdown().unwrap();
    }
}

#[test]
fn starts_only_once() {
    let plugin = open();
    let probe = plugin.extension("probe").create("probe", "{}").unwrap();
    assert_eq!(probe.ready().unwrap_err().code, sys::FERRULE_E_STATE);
    probe.start().unwrap();
    assert_eq!(probe.start().unwrap_err().code, sys::FERRULE_E_STATE);
    probe.ready().unwrap();
}

#[test]
fn a_start_that_takes_time_does_not_block() {
    let plugin = open();
    let probe = plugin.extension("probe").create("probe", r#"{"start":"wait_in_thread"}"#).unwrap();
    let pending = probe.begin_start().unwrap().unwrap();
    assert!(!pending.is_complete());
    let stats = plugin.stats();
    assert_eq!((stats.pending_tokens, stats.live_threads), (1, 1));
    assert_eq!(probe.ready().unwrap_err().code, sys::FERRULE_E_STATE);
    GATE.0.send(()).unwrap();
    pending.wait().unwrap();
    assert_eq!(plugin.stats().pending_tokens, 0);
    probe.ready().unwrap();
}

#[test]
fn a_shutdown_need_not_wait_for_the_start() {
    let plugin = open();
    let config = r#"{"start":"wait_in_thread","shutdown":"wait_in_thread"}"#;
    let probe = plugin.extension("probe").create("probe", config).unwrap();
    let start = probe.begin_start().unwrap().unwrap();
    let shutdown = probe.begin_shutdown(Duration::from_secs(20)).unwrap().unwrap();
    assert_eq!(probe.shutdown().unwrap_err().code, sys::FERRULE_E_STATE);
    GATE.0.send(()).unwrap();
    GATE.0.send(()).unwrap();
    start.wait().unwrap();
    shutdown.wait().unwrap();
    assert_eq!(probe.ready().unwrap_err().code, sys::FERRULE_E_STATE);
    assert_eq!(SHUTDOWNS.load(SeqCst), 1);
}

#[test]
fn calls_at_the_same_time_are_refused() {
    let plugin = open();
    let probe = plugin.extension("probe").create("probe", r#"{"start":"wait_inline"}"#).unwrap();
    thread::scope(|scope| {
        let start = scope.spawn(|| probe.start());
        let _ = probe.wait_for_log("waiting");
        assert_eq!(probe.ready().unwrap_err().code, sys::FERRULE_E_STATE);
        assert_eq!(probe.shutdown().unwrap_err().code, sys::FERRULE_E_STATE);
        GATE.0.send(()).unwrap();
        start.join().unwrap().unwrap();
    });
    probe.ready().unwrap();
}

#[test]
fn an_event_may_fail() {
    let plugin = open();
    let probe = plugin.extension("probe").create("probe", r#"{"ready":"fail_at_once"}"#).unwrap();
    probe.start().unwrap();
    assert_eq!(probe.ready().unwrap_err().message, "not ready");
    probe.not_ready().unwrap();
}

#[test]
fn panics_stay_inside() {
    let plugin = open();
    let before = plugin.stats().panics;
    let neighbour = plugin.extension("probe").create("probe/neighbour", "{}").unwrap();
    neighbour.start().unwrap();

    let extension = plugin.extension("probe");
    let failure = extension.validate(r#"{"nested":{"count":666}}"#).unwrap_err();
    assert_eq!(failure.code, sys::FERRULE_E_PANIC);
    let failure = extension.create("probe", r#"{"create":"panic"}"#).err().unwrap();
    assert_eq!(failure.code, sys::FERRULE_E_PANIC);
    assert_eq!(failure.message, "panicked: create was told to");

    let probe = extension.create("probe", r#"{"start":"panic","shutdown":"panic"}"#).unwrap();
    assert_eq!(probe.start().unwrap_err().code, sys::FERRULE_E_PANIC);
    let log = probe.wait_for_log("panicked at");
    assert_eq!(log.severity, sys::FERRULE_ERROR);
    assert!(log.message.contains("tests/extension.rs"), "{}", log.message);
    assert!(log.fields["backtrace"].is_string());
    assert_eq!(probe.start().unwrap_err().code, sys::FERRULE_E_STATE);
    assert_eq!(probe.ready().unwrap_err().code, sys::FERRULE_E_STATE);
    assert_eq!(probe.shutdown().unwrap_err().code, sys::FERRULE_E_PANIC);
    probe.shutdown().unwrap();
    drop(probe);

    let probe = extension.create("probe", r#"{"ready":"panic","drop":"panic"}"#).unwrap();
    probe.start().unwrap();
    assert_eq!(probe.ready().unwrap_err().code, sys::FERRULE_E_PANIC);
    probe.shutdown().unwrap();
    drop(probe);

    assert_eq!(plugin.stats().panics, before + 6);
    neighbour.ready().unwrap();
}

#[test]
fn a_start_that_panics_is_not_completed_later() {
    let plugin = open();
    let config = r#"{"start":"panic_after_handing_over"}"#;
    let probe = plugin.extension("probe").create("probe", config).unwrap();
    assert_eq!(probe.start().unwrap_err().code, sys::FERRULE_E_PANIC);
    probe.shutdown().unwrap();
}

#[test]
fn a_panic_in_a_thread_is_reported() {
    let plugin = open();
    let probe =
        plugin.extension("probe").create("probe", r#"{"start":"panic_in_thread"}"#).unwrap();
    assert_eq!(probe.start().unwrap_err().code, sys::FERRULE_E_PANIC);
    let report = probe.wait_for_status(sys::FERRULE_STATUS_PERMANENT_ERROR);
    assert_eq!(report.message(), "thread `probe` panicked: the thread was told to");
    assert_eq!(probe.wait_for_log("panicked at").fields["thread"], "probe");
}

#[test]
fn records_go_to_the_component() {
    let plugin = open();
    let probe = plugin.extension("probe").create("probe", r#"{"start":"log"}"#).unwrap();
    probe.start().unwrap();
    let hello = probe.wait_for_log("hello 1");
    assert_eq!(hello.severity, sys::FERRULE_INFO);
    assert_eq!(hello.target, "extension");
    assert_eq!(hello.fields, json!({"size": 3, "name": "x", "ok": true}));
    assert_eq!(probe.wait_for_log("from the log crate").severity, sys::FERRULE_WARN);
    assert_eq!(probe.wait_for_log("from tracing").severity, sys::FERRULE_ERROR);
    assert_eq!(probe.wait_for_log("from the thread").severity, sys::FERRULE_DEBUG);
    assert_eq!(probe.wait_for_log("deep").fields, json!({"a": {"b": 1}}));
}

#[test]
fn records_that_are_not_wanted_are_not_written() {
    let plugin = open();
    plugin.set_lowest_severity(sys::FERRULE_ERROR);
    let probe = plugin.extension("probe").create("probe", r#"{"start":"log"}"#).unwrap();
    probe.start().unwrap();
    let messages: Vec<String> = probe.logs().into_iter().map(|log| log.message).collect();
    assert_eq!(messages, ["from tracing"]);
}

#[test]
fn many_start_at_the_same_time() {
    let plugin = open();
    let config = r#"{"start":"in_thread","shutdown":"in_thread"}"#;
    let probes: Vec<_> = (0..64)
        .map(|n| plugin.extension("probe").create(&format!("probe/{n}"), config).unwrap())
        .collect();
    let starts: Vec<_> = probes.iter().map(|probe| probe.begin_start().unwrap()).collect();
    for start in starts.into_iter().flatten() {
        start.wait().unwrap();
    }
    let patience = Duration::from_secs(20);
    let ends: Vec<_> = probes.iter().map(|probe| probe.begin_shutdown(patience).unwrap()).collect();
    for end in ends.into_iter().flatten() {
        end.wait().unwrap();
    }
    assert_eq!(plugin.stats().live_components, 64);
}

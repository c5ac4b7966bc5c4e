//! What the extension gives exporters to show: over the C table.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use ferrule_extension_basicauth::BasicAuthFactory;
use ferrule_sys as sys;
use ferrule_testing::{Component, Failure, Plugin, Shown};
use serde_json::{Value, json};

mod file;

use file::TestFile;

ferrule::plugin!(|factories| {
    factories.add(BasicAuthFactory);
});

const PATIENCE: Duration = Duration::from_secs(20);
/// `alice:open sesame`
const ALICE: &str = "Basic YWxpY2U6b3BlbiBzZXNhbWU=";
/// `bob:swordfish`
const BOB: &str = "Basic Ym9iOnN3b3JkZmlzaA==";

fn open() -> Plugin {
    Plugin::open(ferrule_plugin_open_v1)
}

fn settings(client_auth: &Value) -> String {
    json!({ "client_auth": client_auth }).to_string()
}

fn create<'p>(plugin: &'p Plugin, client_auth: &Value) -> Component<'p> {
    let extension = plugin.extension("basicauth");
    extension.create("basicauth/client", &settings(client_auth)).expect("it is created")
}

fn start<'p>(plugin: &'p Plugin, client_auth: &Value) -> Component<'p> {
    let component = create(plugin, client_auth);
    component.start().expect("it starts");
    component
}

fn shown(component: &Component<'_>) -> Result<Shown, Failure> {
    component.client_auth().expect("it is offered").credentials("host:4317", "/v1/traces")
}

fn authorization(component: &Component<'_>) -> String {
    let headers = shown(component).expect("there is something to show").headers;
    assert_eq!(headers.as_object().map(serde_json::Map::len), Some(1));
    headers["authorization"].as_str().expect("it is a text").to_owned()
}

/// Waits until it shows that.
fn wait_for(component: &Component<'_>, wanted: &str) {
    let deadline = Instant::now() + PATIENCE;
    while authorization(component) != wanted {
        assert!(Instant::now() < deadline, "{} is still shown", authorization(component));
        thread::sleep(Duration::from_millis(5));
    }
}

/// As those who rotate secrets do it.
fn replace(file: &TestFile, content: &str) {
    let beside = format!("{}.new", file.path());
    fs::write(&beside, content).expect("it is written");
    fs::rename(&beside, file.path()).expect("it is renamed");
}

#[test]
fn a_name_and_a_password_are_shown_as_go_shows_them() {
    let plugin = open();
    let component = start(&plugin, &json!({"username": "alice", "password": "open sesame"}));
    assert_eq!(authorization(&component), ALICE);
    assert!(component.client_auth().unwrap().requires_tls());
    assert!(shown(&component).unwrap().keep > Duration::from_hours(1));
    assert_eq!(component.server_auth().unwrap_err().code, sys::FERRULE_E_UNSUPPORTED);
    assert_eq!(plugin.stats().live_threads, 0);
    let logged = format!("{:?}", plugin.logs());
    assert!(!logged.contains("sesame"), "{logged}");
}

#[test]
fn either_alone_will_do() {
    let plugin = open();
    let component = start(&plugin, &json!({"username": "a"}));
    assert_eq!(authorization(&component), "Basic YTo=");
    let component = start(&plugin, &json!({"password": "b"}));
    assert_eq!(authorization(&component), "Basic OmI=");
    // \u{e4}:\u{20ac}
    let component = start(&plugin, &json!({"username": "\u{e4}", "password": "\u{20ac}"}));
    assert_eq!(authorization(&component), "Basic w6Q64oKs");
}

#[test]
fn a_name_with_a_colon_is_refused() {
    let plugin = open();
    let extension = plugin.extension("basicauth");
    let colon = settings(&json!({"username": "a:b", "password": "hush"}));
    let failure = extension.validate(&colon).unwrap_err();
    assert_eq!(failure.pointers(), ["/client_auth/username"]);
    assert!(failure.message.contains("invalid authorization format"), "{failure:?}");
    let unused = settings(&json!({"username": "a:b", "username_file": "/x"}));
    extension.validate(&unused).unwrap();
}

#[test]
fn what_go_does_not_have_is_refused() {
    let plugin = open();
    let extension = plugin.extension("basicauth");
    let odd = settings(&json!({"user": "a", "password": 4711}));
    let failure = extension.validate(&odd).unwrap_err();
    let mut pointers = failure.pointers();
    pointers.sort_unstable();
    assert!(pointers.contains(&"/client_auth/user"), "{pointers:?}");
    assert!(pointers.contains(&"/client_auth/password"), "{pointers:?}");
    assert!(!failure.details.to_string().contains("4711"));
}

#[test]
fn files_go_before_the_settings_and_are_followed() {
    let plugin = open();
    let name = TestFile::new("name", "alice\n");
    let password = TestFile::new("password", "  open sesame \r\n");
    let component = start(
        &plugin,
        &json!({
            "username": "carol", "username_file": name.path(),
            "password": "other", "password_file": password.path(),
        }),
    );
    assert_eq!(authorization(&component), ALICE);
    assert_eq!(shown(&component).unwrap().keep, Duration::from_secs(1));
    replace(&name, "bob");
    replace(&password, "swordfish");
    wait_for(&component, BOB);
    component.shutdown().unwrap();
}

#[test]
fn a_file_that_breaks_is_told_once_and_the_last_value_is_kept() {
    let plugin = open();
    let password = TestFile::new("breaks", "open sesame");
    let component = start(&plugin, &json!({"username": "alice", "password_file": password.path()}));
    replace(&password, " \n");
    let log = component.wait_for_log("failed to reload credentials file, keeping last value");
    assert_eq!(log.severity, sys::FERRULE_WARN);
    let error = log.fields["error"].as_str().unwrap();
    assert!(error.ends_with("is empty"), "{error}");
    fs::remove_file(password.path()).unwrap();
    let deadline = Instant::now() + PATIENCE;
    while component.logs().len() < 2 {
        assert!(Instant::now() < deadline, "nothing is told of a file that is gone");
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(authorization(&component), ALICE);
    replace(&password, "again");
    wait_for(&component, "Basic YWxpY2U6YWdhaW4=");
    assert_eq!(component.logs().len(), 2, "{:?}", component.logs());
}

#[test]
fn files_that_cannot_be_used_fail_the_start() {
    let plugin = open();
    let fails = |client_auth: &Value| {
        let component = create(&plugin, client_auth);
        let failure = component.start().unwrap_err();
        assert_eq!(failure.code, sys::FERRULE_E_INTERNAL);
        component.shutdown().unwrap();
        failure.message
    };
    let message = fails(&json!({"username": "a", "password_file": "/no/such/password"}));
    let expected = "failed to read credentials file \"/no/such/password\": open /no/such/";
    assert!(message.starts_with(expected), "{message}");

    let colon = TestFile::new("colon", "a:b");
    let message = fails(&json!({"username_file": colon.path(), "password": "hush"}));
    assert!(message.contains("invalid authorization format"), "{message}");

    let binary = TestFile::new("binary", b"\xff\xfehush");
    let message = fails(&json!({"username": "a", "password_file": binary.path()}));
    assert!(message.contains("UTF-8") && !message.contains("hush"), "{message}");

    let huge = TestFile::new("long", vec![b'x'; 64 * 1024 + 1]);
    let message = fails(&json!({"username": "a", "password_file": huge.path()}));
    assert!(message.ends_with("it is longer than 65536 bytes"), "{message}");
    let directory = env!("CARGO_TARGET_TMPDIR");
    assert!(Path::new(directory).is_dir());
    fails(&json!({"username": "a", "password_file": directory}));
}

#[test]
fn lives_leave_nothing_and_end_at_once() {
    let plugin = open();
    let file = TestFile::new("lives-client", "open sesame");
    let began = Instant::now();
    for _ in 0..50 {
        let component = start(&plugin, &json!({"username": "alice", "password_file": file.path()}));
        assert_eq!(authorization(&component), ALICE);
        let auth = component.client_auth().unwrap();
        component.shutdown().unwrap();
        let failure = auth.credentials("host", "/").unwrap_err();
        assert_eq!(failure.code, sys::FERRULE_E_STATE);
        drop(component);
        let stats = plugin.stats();
        assert_eq!((stats.live_components, stats.live_threads, stats.pending_tokens), (0, 0, 0));
    }
    assert!(began.elapsed() < PATIENCE, "a shutdown waits for the next look at the files");
}

//! The extension as a host and another component see it: over the C table.

use std::thread;

use ferrule_extension_basicauth::BasicAuthFactory;
use ferrule_sys as sys;
use ferrule_testing::{Component, Failure, Plugin};
use serde_json::{Value, json};

mod file;

use file::TestFile;

ferrule::plugin!(|factories| {
    factories.add(BasicAuthFactory);
});

/// `open sesame`, as `htpasswd` has it.
const BCRYPT: &str = "$2y$04$zCFPO1u8LOZze94a241Y2eSi2bUJNEor/lEIoFiglAL7lk0m9triK";
/// `alice:open sesame`
const ALICE: &str = "Basic YWxpY2U6b3BlbiBzZXNhbWU=";

fn open() -> Plugin {
    Plugin::open(ferrule_plugin_open_v1)
}

fn create<'p>(plugin: &'p Plugin, id: &str, htpasswd: &Value) -> Component<'p> {
    let mut config = plugin.extension("basicauth").default_config();
    for (key, value) in htpasswd.as_object().expect("it is a map") {
        config["htpasswd"][key] = value.clone();
    }
    plugin.extension("basicauth").create(id, &config.to_string()).expect("it is created")
}

fn start<'p>(plugin: &'p Plugin, htpasswd: &Value) -> Component<'p> {
    let component = create(plugin, "basicauth", htpasswd);
    component.start().expect("it starts");
    component
}

fn ask(component: &Component<'_>, headers: &[(&str, &str)]) -> Result<Value, Failure> {
    component.server_auth().expect("it is offered").authenticate(headers)
}

fn login(component: &Component<'_>, value: &str) -> Result<Value, Failure> {
    ask(component, &[("authorization", value)])
}

/// Why not.
fn refusal(component: &Component<'_>, headers: &[(&str, &str)]) -> String {
    let failure = ask(component, headers).expect_err("it is refused");
    assert_eq!(failure.code, sys::FERRULE_E_REFUSED);
    failure.message
}

fn problems(plugin: &Plugin, settings: &Value) -> Failure {
    let extension = plugin.extension("basicauth");
    extension.validate(&settings.to_string()).expect_err("it is refused")
}

#[test]
fn the_settings_are_described() {
    let plugin = open();
    let extension = plugin.extension("basicauth");
    let nobody = json!({"username": "", "username_file": "", "password": "", "password_file": ""});
    assert_eq!(
        extension.default_config(),
        json!({"htpasswd": {"file": "", "inline": ""}, "client_auth": nobody})
    );
    assert_eq!(extension.stability(), sys::FERRULE_BETA);
    extension.check_settings();
    let schema = extension.schema().unwrap();
    assert_eq!(schema["properties"]["htpasswd"]["properties"]["inline"]["writeOnly"], true);
    let client = &schema["properties"]["client_auth"]["properties"];
    assert_eq!(client["password"]["writeOnly"], true);
}

#[test]
fn there_has_to_be_a_source() {
    let plugin = open();
    for settings in [
        json!({}),
        json!({"htpasswd": null}),
        json!({"htpasswd": {"file": ""}}),
        json!({"client_auth": {"username": "", "password": ""}}),
    ] {
        let failure = problems(&plugin, &settings);
        assert_eq!(failure.pointers(), ["/htpasswd"]);
        assert_eq!(failure.details[0]["message"], "no credential source provided");
    }
}

#[test]
fn an_extension_lets_in_or_is_let_in() {
    let plugin = open();
    let client = json!({"username": "u", "password": "hush"});
    let both = json!({"client_auth": client, "htpasswd": {"inline": "a:b"}});
    let failure = problems(&plugin, &both);
    assert_eq!(
        failure.details[0]["message"],
        "only one of `htpasswd` or `client_auth` can be specified"
    );
    assert!(!failure.details.to_string().contains("hush"));
    let none = json!({"client_auth": null, "htpasswd": {"inline": "a:b"}});
    plugin.extension("basicauth").validate(&none.to_string()).unwrap();

    let server = start(&plugin, &json!({"inline": "a:b"}));
    assert_eq!(server.client_auth().unwrap_err().code, sys::FERRULE_E_UNSUPPORTED);
}

#[test]
fn bad_settings_are_refused_without_showing_them() {
    let plugin = open();
    let bad = json!({"htpasswd": {"file": 1, "inline": 4711, "users": []}, "realm": "x"});
    let failure = problems(&plugin, &bad);
    let mut pointers = failure.pointers();
    pointers.sort_unstable();
    // The first one because nothing usable is left.
    assert_eq!(
        pointers,
        ["/htpasswd", "/htpasswd/file", "/htpasswd/inline", "/htpasswd/users", "/realm"]
    );
    assert!(!failure.details.to_string().contains("4711"));

    // The reference was to a variable that is not set.
    let inline = "alice:open sesame\n:\n\nbob:$argon2id$hush\ncarol";
    let failure = problems(&plugin, &json!({"htpasswd": {"inline": inline}}));
    assert_eq!(failure.pointers(), ["/htpasswd/inline"; 3]);
    let messages: Vec<&str> =
        (0..3).map(|n| failure.details[n]["message"].as_str().unwrap()).collect();
    assert_eq!(messages[0], "line 2: the name is empty");
    assert!(messages[1].starts_with("line 4: the password is hashed in a way that is not known"));
    assert_eq!(messages[2], "line 5: there is no colon after the name");
    assert!(!failure.details.to_string().contains("hush"));
    let Err(failure) = plugin
        .extension("basicauth")
        .create("basicauth", &json!({"htpasswd": {"inline": inline}}).to_string())
    else {
        panic!("it is created")
    };
    assert_eq!(failure.code, sys::FERRULE_E_CONFIG);
}

#[test]
fn a_user_is_let_in_and_named() {
    let plugin = open();
    let inline = format!("alice:{BCRYPT}\nbob:plain");
    let component = start(&plugin, &json!({ "inline": inline }));
    let identity = login(&component, ALICE).unwrap();
    assert_eq!(identity, json!({"username": "alice", "raw": "YWxpY2U6b3BlbiBzZXNhbWU="}));
    for name in ["Authorization", "AUTHORIZATION", "authorization"] {
        ask(&component, &[("accept", "*/*"), (name, "bAsIc Ym9iOnBsYWlu")]).unwrap();
    }
}

#[test]
fn all_others_are_refused_in_the_words_of_go() {
    let plugin = open();
    let component = start(&plugin, &json!({ "inline": format!("alice:{BCRYPT}") }));
    let none = "no basic auth provided";
    assert_eq!(refusal(&component, &[]), none);
    assert_eq!(refusal(&component, &[("x-authorization", ALICE)]), none);
    assert_eq!(refusal(&component, &[("authorization", "")]), none);
    let prefix = "invalid authorization scheme prefix";
    assert_eq!(refusal(&component, &[("authorization", "Bearer abc")]), prefix);
    // The first of several counts.
    let two = [("authorization", "Bearer abc"), ("authorization", ALICE)];
    assert_eq!(refusal(&component, &two), prefix);
    let format = "invalid authorization format";
    assert_eq!(refusal(&component, &[("authorization", "Basic %%%")]), format);
    let wrong = "invalid credentials";
    // alice:open sesam, bob:open sesame, and a name that is not UTF-8
    for value in ["YWxpY2U6b3BlbiBzZXNhbQ==", "Ym9iOm9wZW4gc2VzYW1l", "/zpvcGVuIHNlc2FtZQ=="] {
        assert_eq!(refusal(&component, &[("authorization", &format!("Basic {value}"))]), wrong);
    }
    let huge = format!("Basic {}", "YTpi".repeat(100_000));
    assert_eq!(refusal(&component, &[("authorization", &huge)]), wrong);
    let logged = format!("{:?}", plugin.logs());
    assert!(!logged.contains("sesame") && !logged.contains(BCRYPT), "{logged}");
}

#[test]
fn the_file_is_read_at_the_start_and_the_settings_go_before_it() {
    let plugin = open();
    let file = TestFile::new("users", format!("# users\nalice:{BCRYPT}\nbob:from the file\n"));
    let component =
        create(&plugin, "basicauth/file", &json!({"file": file.path(), "inline": "bob:inline"}));
    component.start().unwrap();
    assert_eq!(login(&component, ALICE).unwrap()["username"], "alice");
    // bob:inline, bob:from the file
    login(&component, "Basic Ym9iOmlubGluZQ==").unwrap();
    assert!(login(&component, "Basic Ym9iOmZyb20gdGhlIGZpbGU=").is_err());
    // What becomes of the file later is of no matter.
    drop(file);
    login(&component, ALICE).unwrap();
}

#[test]
fn a_file_that_cannot_be_used_fails_the_start() {
    let plugin = open();
    let fails = |path: &str| {
        let component = create(&plugin, "basicauth", &json!({ "file": path }));
        let failure = component.start().unwrap_err();
        assert_eq!(failure.code, sys::FERRULE_E_INTERNAL);
        component.shutdown().unwrap();
        failure.message
    };
    let message = fails("/no/such/.htpasswd");
    assert!(message.starts_with("open htpasswd file: open /no/such/.htpasswd: "), "{message}");
    let message = fails(env!("CARGO_TARGET_TMPDIR"));
    assert!(message.starts_with("read htpasswd content: read "), "{message}");

    let file = TestFile::new("bad", "alice:x\nbob\n\ncarol:$y$hush$hush\n");
    let message = fails(file.path());
    let expected = format!(
        "read htpasswd content: {}: line 2: there is no colon after the name; line 4: ",
        file.path()
    );
    assert!(message.starts_with(&expected), "{message}");
    assert!(!message.contains("hush"), "{message}");

    let file = TestFile::new("huge", vec![b'\n'; 16 * 1024 * 1024 + 1]);
    assert!(fails(file.path()).contains("is longer than 16777216 bytes"));
}

#[test]
fn nobody_at_all_is_told() {
    let plugin = open();
    let file = TestFile::new("empty", "# nobody yet\n");
    let component = start(&plugin, &json!({ "file": file.path() }));
    let log = component.wait_for_log("there are no users");
    assert_eq!(log.severity, sys::FERRULE_WARN);
    assert_eq!(refusal(&component, &[("authorization", "Basic Og==")]), "invalid credentials");
}

#[test]
fn instances_are_apart_and_asked_by_many_threads() {
    let plugin = open();
    let admin = create(&plugin, "basicauth/admin", &json!({"inline": "alice:open sesame"}));
    let ops = create(&plugin, "basicauth/ops", &json!({"inline": "bob:plain"}));
    for component in [&admin, &ops] {
        component.start().unwrap();
    }
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..200 {
                    login(&admin, ALICE).unwrap();
                    assert!(login(&ops, ALICE).is_err());
                    login(&ops, "Basic Ym9iOnBsYWlu").unwrap();
                }
            });
        }
    });
    let ask_admin = admin.server_auth().unwrap();
    admin.shutdown().unwrap();
    let failure = ask_admin.authenticate(&[("authorization", ALICE)]).unwrap_err();
    assert_eq!(failure.code, sys::FERRULE_E_STATE);
    login(&ops, "Basic Ym9iOnBsYWlu").unwrap();
}

#[test]
fn shutdown_is_safe_at_any_time_and_lives_leave_nothing() {
    let plugin = open();
    let component = create(&plugin, "basicauth", &json!({"inline": "a:b"}));
    assert!(component.server_auth().is_err());
    drop(component);
    let file = TestFile::new("lives", "alice:open sesame");
    for _ in 0..50 {
        let component = start(&plugin, &json!({ "file": file.path() }));
        login(&component, ALICE).unwrap();
        component.shutdown().unwrap();
        component.shutdown().unwrap();
        drop(component);
        let stats = plugin.stats();
        assert_eq!((stats.live_components, stats.live_threads, stats.pending_tokens), (0, 0, 0));
    }
}

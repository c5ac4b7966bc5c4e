//! Authentication between components, from both sides.

use std::ptr;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use ferrule::{Error, ErrorCode, Header, Headers, Identity, ServerAuth, ServerAuthRef};
use ferrule_sys as sys;
use ferrule_testing::{Failure, Plugin};
use serde_json::{Value, json};

mod scripted;

use scripted::{offer, on_shutdown, on_start};

ferrule::plugin!(|factories| {
    factories.add(scripted::ScriptedFactory);
});

const PATIENCE: Duration = Duration::from_secs(20);
const NEEDS: &str = r#"{"needs":["basicauth/x"]}"#;

fn open() -> Plugin {
    Plugin::open(ferrule_plugin_open_v1)
}

/// Lets in whoever has the password.
struct Password(&'static str);

impl ServerAuth for Password {
    fn authenticate(&self, headers: &Headers<'_>) -> Result<Identity, Error> {
        match headers.get("authorization") {
            Some("panic") => panic!("told to"),
            Some("nobody") => Ok(Identity::new()),
            Some(word) if word == self.0 => {
                let others = headers.get_all("X-Other").count();
                Ok(Identity::new().with("username", "jane").with("others", others))
            }
            Some(_) => Err(Error::refused("wrong password").permanent()),
            None => Err(Error::refused("no password")),
        }
    }
}

#[test]
fn an_offer_answers() {
    let plugin = open();
    offer(Password("open"));
    let component = scripted::start(&plugin, "{}");
    let auth = component.server_auth().unwrap();

    let headers = [("x-other", "1"), ("AUTHORIZATION", "open"), ("x-OTHER", "2")];
    assert_eq!(auth.authenticate(&headers).unwrap(), json!({"username": "jane", "others": 2}));
    assert_eq!(auth.authenticate(&[("authorization", "nobody")]).unwrap(), Value::Null);
    let failure = auth.authenticate(&[("authorization", "closed")]).unwrap_err();
    assert_eq!((failure.code, failure.flags), (sys::FERRULE_E_REFUSED, sys::FERRULE_PERMANENT));
    assert_eq!(failure.message, "wrong password");
    assert_eq!(auth.authenticate(&[]).unwrap_err().message, "no password");

    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..500 {
                    auth.authenticate(&[("authorization", "open")]).unwrap();
                }
            });
        }
    });
}

#[test]
fn an_offer_is_there_while_the_component_runs() {
    let plugin = open();
    offer(Password("open"));
    let component = scripted::create(&plugin, "{}");
    assert_eq!(component.server_auth().unwrap_err().code, sys::FERRULE_E_STATE);
    component.start().unwrap();
    let first = component.interface(sys::FERRULE_SERVER_AUTH_V1).unwrap();
    let second = component.interface(sys::FERRULE_SERVER_AUTH_V1).unwrap();
    assert_eq!((first.functions, first.object), (second.functions, second.object));

    let auth = component.server_auth().unwrap();
    component.shutdown().unwrap();
    let failure = auth.authenticate(&[("authorization", "open")]).unwrap_err();
    assert_eq!(failure.code, sys::FERRULE_E_STATE);
    assert_eq!(component.server_auth().unwrap_err().code, sys::FERRULE_E_STATE);
}

#[test]
fn what_is_not_offered_is_not_found() {
    let plugin = open();
    let component = scripted::start(&plugin, "{}");
    assert_eq!(component.server_auth().unwrap_err().code, sys::FERRULE_E_UNSUPPORTED);
    let failure = component.interface("ferrule.server_auth.v9").unwrap_err();
    assert_eq!(failure.code, sys::FERRULE_E_UNSUPPORTED);
    assert_eq!(
        failure.message,
        "the component does not offer the interface ferrule.server_auth.v9"
    );
}

#[test]
fn an_offer_is_found_and_used_beside_other_calls() {
    let plugin = open();
    offer(Password("open"));
    let component = scripted::start(&plugin, "{}");
    let (go, gone) = mpsc::channel::<()>();
    let (say, said) = mpsc::channel();
    scripted::on_ready(move || {
        say.send(()).unwrap();
        gone.recv_timeout(PATIENCE).unwrap();
    });
    thread::scope(|scope| {
        let ready = scope.spawn(|| component.ready());
        said.recv_timeout(PATIENCE).unwrap();
        let auth = component.server_auth().unwrap();
        auth.authenticate(&[("authorization", "open")]).unwrap();
        go.send(()).unwrap();
        ready.join().unwrap().unwrap();
    });
}

#[test]
fn a_panic_disables_the_offer() {
    let plugin = open();
    offer(Password("open"));
    let component = scripted::start(&plugin, "{}");
    let auth = component.server_auth().unwrap();
    let failure = auth.authenticate(&[("authorization", "panic")]).unwrap_err();
    assert_eq!(
        (failure.code, failure.message.as_str()),
        (sys::FERRULE_E_PANIC, "the authentication panicked: told to")
    );
    let report = component.wait_for_status(sys::FERRULE_STATUS_PERMANENT_ERROR);
    assert_eq!(report.message(), failure.message);
    let failure = auth.authenticate(&[("authorization", "open")]).unwrap_err();
    assert_eq!(failure.code, sys::FERRULE_E_STATE);
    assert_eq!(component.ready().unwrap_err().code, sys::FERRULE_E_STATE);
    component.shutdown().unwrap();
}

#[test]
fn misuse_of_an_offer_is_answered() {
    let plugin = open();
    offer(Password("open"));
    let component = scripted::start(&plugin, "{}");
    let interface = component.interface(sys::FERRULE_SERVER_AUTH_V1).unwrap();
    // SAFETY: the component offers it and is there.
    let table = unsafe { &*interface.functions.cast::<sys::ferrule_server_auth>() };
    let authenticate = table.authenticate.unwrap();
    let broken = sys::ferrule_header {
        name: sys::ferrule_slice { ptr: ptr::null(), len: 3 },
        value: sys::ferrule_slice::new(b""),
    };
    let mut out = sys::ferrule_buf::empty();
    let (object, out) = (interface.object, &raw mut out);
    for (object, headers, n, out) in [
        (ptr::null_mut(), ptr::null(), 0, out),
        (object, ptr::null(), 0, ptr::null_mut()),
        (object, ptr::null(), 1, out),
        (object, &raw const broken, 1, out),
        (object, &raw const broken, u64::MAX, out),
    ] {
        // SAFETY: what is wrong is seen before it is used.
        let code = unsafe { authenticate(object, headers, n, out, ptr::null_mut()) };
        assert_eq!(code, sys::FERRULE_E_ARG, "{headers:?} {n}");
    }
}

fn answer(headers: &[(String, String)]) -> Result<Value, Failure> {
    match headers {
        [(name, value)] if name == "Authorization" && value == "open" => {
            Ok(json!({"username": "joe"}))
        }
        [] => Ok(Value::Null),
        _ => Err(Failure { flags: 1, ..Failure::new(sys::FERRULE_E_REFUSED, "go away") }),
    }
}

#[test]
fn a_dependency_is_found_and_asked() {
    let plugin = open();
    plugin.offer_server_auth("basicauth/x", answer);
    on_start(|host, done| {
        let auth = host.server_auth("basicauth/x").unwrap();
        let headers = [Header::new("Authorization", "open")];
        let identity = auth.authenticate(&Headers::new(&headers)).unwrap();
        assert_eq!(identity.attribute("username"), Some(&json!("joe")));
        let nobody = auth.authenticate(&Headers::new(&[])).unwrap();
        assert_eq!(nobody, Identity::new());
        let headers = [Header::new("Authorization", b"shut".as_slice())];
        let error = auth.clone().authenticate(&Headers::new(&headers)).unwrap_err();
        assert_eq!((error.code(), error.message()), (ErrorCode::Refused, "go away"));
        assert!(error.is_permanent());
        done.ok();
    });
    let _component = scripted::start(&plugin, NEEDS);
}

#[test]
fn what_is_not_a_dependency_is_not_found() {
    let plugin = open();
    plugin.offer_server_auth("other", answer);
    on_start(|host, done| {
        let error = host.server_auth("other").unwrap_err();
        assert_eq!(
            (error.code(), error.message()),
            (ErrorCode::State, "`other` is not a dependency")
        );
        let error = host.server_auth("basicauth/x").unwrap_err();
        assert_eq!(
            (error.code(), error.message()),
            (ErrorCode::State, "`basicauth/x` has not started")
        );
        done.ok();
    });
    let _component = scripted::start(&plugin, NEEDS);
}

static FOUND: Mutex<Option<ServerAuthRef>> = Mutex::new(None);

fn find_on_start() {
    on_start(|host, done| {
        *FOUND.lock().unwrap() = Some(host.server_auth("basicauth/x").unwrap());
        done.ok();
    });
}

#[test]
fn nothing_is_asked_after_the_shutdown() {
    let plugin = open();
    plugin.offer_server_auth("basicauth/x", answer);
    find_on_start();
    let (give, taken) = mpsc::channel();
    on_shutdown(move |host, done| {
        let found = FOUND.lock().unwrap().clone().unwrap();
        found.authenticate(&Headers::new(&[])).expect("it may be asked until the end of shutdown");
        give.send(host.clone()).unwrap();
        done.ok();
    });
    let component = scripted::start(&plugin, NEEDS);
    component.shutdown().unwrap();
    let found = FOUND.lock().unwrap().take().unwrap();
    let error = found.authenticate(&Headers::new(&[])).unwrap_err();
    assert_eq!(error.code(), ErrorCode::State);
    assert_eq!(error.message(), "the component has been shut down");
    let host = taken.recv_timeout(PATIENCE).unwrap();
    assert_eq!(host.server_auth("basicauth/x").unwrap_err().code(), ErrorCode::State);
}

/// A call that waits, and a shutdown that begins meanwhile with `end`.
fn shutdown_during_a_call(
    end: impl FnOnce(ferrule::Completion) + Send + 'static,
) -> Result<(), Failure> {
    let plugin = open();
    let (go, gone) = mpsc::channel::<()>();
    let (say, said) = mpsc::channel();
    let waiting = Arc::new(Mutex::new((say, gone)));
    plugin.offer_server_auth("basicauth/x", move |_| {
        let waiting = waiting.lock().unwrap();
        waiting.0.send(()).unwrap();
        waiting.1.recv_timeout(PATIENCE).unwrap();
        Ok(Value::Null)
    });
    find_on_start();
    on_shutdown(move |_host, done| end(done));
    let component = scripted::start(&plugin, NEEDS);
    let found = FOUND.lock().unwrap().take().unwrap();
    thread::scope(|scope| {
        let call = scope.spawn(|| found.authenticate(&Headers::new(&[])));
        said.recv_timeout(PATIENCE).unwrap();
        let shutdown = component.begin_shutdown(PATIENCE)?.expect("it waits for the call");
        assert!(!shutdown.is_complete());
        let error = found.authenticate(&Headers::new(&[])).unwrap_err();
        assert_eq!(error.code(), ErrorCode::State, "no further call is let in");
        go.send(()).unwrap();
        call.join().unwrap().unwrap();
        shutdown.wait()
    })
}

#[test]
fn a_shutdown_is_complete_after_the_last_call() {
    shutdown_during_a_call(ferrule::Completion::ok).unwrap();
}

#[test]
fn so_is_one_that_fails_or_panics() {
    let failure = shutdown_during_a_call(|done| done.fail("no")).unwrap_err();
    assert_eq!(failure.message, "no");
    let failure = shutdown_during_a_call(|_done| panic!("told to")).unwrap_err();
    assert_eq!(failure.code, sys::FERRULE_E_PANIC);
}

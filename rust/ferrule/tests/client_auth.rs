//! Credentials that a component offers to those who send.

use std::ptr;
use std::thread;
use std::time::Duration;

use ferrule::{ClientAuth, ClientRequest, Credentials, Error};
use ferrule_sys as sys;
use ferrule_testing::Plugin;
use serde_json::{Value, json};

mod scripted;

use scripted::offer_credentials;

ferrule::plugin!(|factories| {
    factories.add(scripted::ScriptedFactory);
});

const PATH: &str = "/v1/traces";

fn open() -> Plugin {
    Plugin::open(ferrule_plugin_open_v1)
}

/// Shows what it is asked for.
struct Echo {
    secret: bool,
}

impl ClientAuth for Echo {
    fn credentials(&self, request: &ClientRequest<'_>) -> Result<Credentials, Error> {
        match request.authority() {
            "panic" => panic!("told to"),
            "busy" => Err(Error::busy("there is no token yet")),
            "nobody" => Ok(Credentials::new()),
            "ever" => Ok(Credentials::new().with("a", "b").keep(Duration::MAX)),
            authority => Ok(Credentials::new()
                .with("authorization", format!("to {authority}"))
                .with("x-path", request.path())
                .keep(Duration::from_millis(1500))),
        }
    }

    fn requires_tls(&self) -> bool {
        self.secret
    }
}

#[test]
fn an_offer_answers() {
    let plugin = open();
    offer_credentials(Echo { secret: true });
    let component = scripted::start(&plugin, "{}");
    let auth = component.client_auth().unwrap();
    assert!(auth.requires_tls());
    let shown = auth.credentials("host:4317", PATH).unwrap();
    assert_eq!(shown.headers, json!({"authorization": "to host:4317", "x-path": PATH}));
    assert_eq!(shown.keep, Duration::from_millis(1500));
    let shown = auth.credentials("nobody", "").unwrap();
    assert_eq!((shown.headers, shown.keep), (Value::Null, Duration::ZERO));
    let keep = auth.credentials("ever", PATH).unwrap().keep;
    assert_eq!(keep, Duration::from_nanos(i64::MAX.cast_unsigned()));
    let failure = auth.credentials("busy", PATH).unwrap_err();
    assert_eq!((failure.code, failure.flags), (sys::FERRULE_E_BUSY, sys::FERRULE_RETRYABLE));
    assert_eq!(failure.message, "there is no token yet");

    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..if cfg!(miri) { 5 } else { 500 } {
                    auth.credentials("host", PATH).unwrap();
                }
            });
        }
    });
}

#[test]
fn headers_that_are_no_secret_may_travel_in_the_clear() {
    let plugin = open();
    offer_credentials(Echo { secret: false });
    let component = scripted::start(&plugin, "{}");
    assert!(!component.client_auth().unwrap().requires_tls());
}

#[test]
fn an_offer_is_there_while_the_component_runs() {
    let plugin = open();
    offer_credentials(Echo { secret: true });
    let component = scripted::create(&plugin, "{}");
    assert_eq!(component.client_auth().unwrap_err().code, sys::FERRULE_E_STATE);
    component.start().unwrap();
    assert_eq!(component.server_auth().unwrap_err().code, sys::FERRULE_E_UNSUPPORTED);
    let first = component.interface(sys::FERRULE_CLIENT_AUTH_V1).unwrap();
    let second = component.interface(sys::FERRULE_CLIENT_AUTH_V1).unwrap();
    assert_eq!((first.functions, first.object), (second.functions, second.object));

    let auth = component.client_auth().unwrap();
    component.shutdown().unwrap();
    assert_eq!(auth.credentials("host", PATH).unwrap_err().code, sys::FERRULE_E_STATE);
    assert_eq!(component.client_auth().unwrap_err().code, sys::FERRULE_E_STATE);
}

#[test]
fn what_is_not_offered_is_not_found() {
    let plugin = open();
    let component = scripted::start(&plugin, "{}");
    let failure = component.client_auth().unwrap_err();
    assert_eq!(failure.code, sys::FERRULE_E_UNSUPPORTED);
    assert_eq!(
        failure.message,
        "the component does not offer the interface ferrule.client_auth.v1"
    );
}

#[test]
fn a_panic_disables_the_offer() {
    let plugin = open();
    offer_credentials(Echo { secret: true });
    let component = scripted::start(&plugin, "{}");
    let auth = component.client_auth().unwrap();
    let failure = auth.credentials("panic", PATH).unwrap_err();
    assert_eq!(
        (failure.code, failure.message.as_str()),
        (sys::FERRULE_E_PANIC, "the client authentication panicked: told to")
    );
    let report = component.wait_for_status(sys::FERRULE_STATUS_PERMANENT_ERROR);
    assert_eq!(report.message(), failure.message);
    let failure = auth.credentials("host", PATH).unwrap_err();
    assert_eq!(failure.code, sys::FERRULE_E_STATE);
    component.shutdown().unwrap();
}

#[test]
fn misuse_of_an_offer_is_answered() {
    let plugin = open();
    offer_credentials(Echo { secret: true });
    let component = scripted::start(&plugin, "{}");
    let interface = component.interface(sys::FERRULE_CLIENT_AUTH_V1).unwrap();
    // SAFETY: the component offers it and is there.
    let table = unsafe { &*interface.functions.cast::<sys::ferrule_client_auth>() };
    let headers = table.headers.unwrap();
    let good = sys::ferrule_client_request {
        size: 40,
        reserved: 0,
        authority: sys::ferrule_slice::new(b"host"),
        path: sys::ferrule_slice::new(b"/"),
    };
    let at_null = sys::ferrule_slice { ptr: ptr::null(), len: 3 };
    let short = sys::ferrule_client_request { size: 24, ..good };
    let null_text = sys::ferrule_client_request { authority: at_null, ..good };
    let no_text = sys::ferrule_client_request { path: sys::ferrule_slice::new(b"\xff"), ..good };
    let credentials = |size| sys::ferrule_credentials {
        size,
        reserved: 0,
        keep_ns: 7,
        headers_json: sys::ferrule_buf::empty(),
    };
    let (mut out, mut cut) = (credentials(48), credentials(47));
    let (object, room) = (interface.object, &raw mut out);
    for (object, request, out) in [
        (ptr::null_mut(), &raw const good, room),
        (object, ptr::null(), room),
        (object, &raw const short, room),
        (object, &raw const null_text, room),
        (object, &raw const no_text, room),
        (object, &raw const good, ptr::null_mut()),
        (object, &raw const good, &raw mut cut),
    ] {
        // SAFETY: what is wrong is seen before it is used.
        let code = unsafe { headers(object, request, out, ptr::null_mut()) };
        assert_eq!(code, sys::FERRULE_E_ARG, "{request:?} {out:?}");
    }
    for untouched in [&out, &cut] {
        assert!(untouched.keep_ns == 7 && untouched.headers_json.release.is_none());
    }
}

//! The server in an extension made for the purpose.

use std::net::SocketAddr;
use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use ferrule::{
    Completion, Error, Extension, ExtensionFactory, GoDuration, Host, Settings, Stability,
};
use ferrule_http_endpoint::testing::{Client, get, get_as};
use ferrule_http_endpoint::{
    Answer, AuthSettings, Handler, HttpEndpoint, Request, ServerSettings, Site, StatusCode, answer,
    not_found,
};
use ferrule_sys as sys;
use ferrule_testing::{Component, Failure, Plugin};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

ferrule::plugin!(|factories| {
    factories.add(SiteFactory);
});

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Config {
    takes_time: bool,
    auth: Option<AuthSettings>,
}

impl Config {
    fn server(&self) -> ServerSettings {
        ServerSettings {
            endpoint: "localhost:0".to_owned(),
            transport: "tcp".to_owned(),
            auth: self.auth.clone(),
            read_header_timeout: GoDuration::from_secs(60),
            keep_alives_enabled: true,
        }
    }
}

#[derive(Default)]
struct SiteExtension {
    config: Config,
    endpoint: HttpEndpoint,
}

struct Pages;

impl Handler for Pages {
    fn answer(&self, request: &Request) -> Answer {
        match request.uri().path() {
            "/" => answer(StatusCode::OK, None, "here"),
            "/slow" => {
                LATCH.pass();
                answer(StatusCode::OK, None, "at last")
            }
            "/panic" => panic!("as told"),
            _ => not_found(),
        }
    }
}

impl Extension for SiteExtension {
    fn start(&mut self, host: &Host, done: Completion) {
        let site = Site {
            name: "site",
            content: "pages",
            takes_time: self.config.takes_time,
            handler: Arc::new(Pages),
        };
        self.endpoint.start(site, self.config.server(), host, done);
    }

    fn shutdown(&mut self, done: Completion) {
        self.endpoint.stop(done);
    }
}

struct SiteFactory;

impl ExtensionFactory for SiteFactory {
    type Config = Config;
    type Extension = SiteExtension;
    const TYPE: &'static str = "site";
    const STABILITY: Stability = Stability::Development;

    fn dependencies(config: &Config) -> Vec<String> {
        config.server().dependencies()
    }

    fn create(_: Settings, config: Config) -> Result<SiteExtension, Error> {
        Ok(SiteExtension { config, endpoint: HttpEndpoint::default() })
    }
}

/// Holds those who pass it while it is shut.
struct Latch {
    /// Whether it is shut, and how many it holds.
    state: Mutex<(bool, usize)>,
    changed: Condvar,
}

static LATCH: Latch = Latch { state: Mutex::new((false, 0)), changed: Condvar::new() };

impl Latch {
    fn pass(&self) {
        let mut state = self.state.lock().unwrap();
        state.1 += 1;
        self.changed.notify_all();
        let mut state = self.changed.wait_while(state, |state| state.0).unwrap();
        state.1 -= 1;
    }

    fn set(&self, shut: bool) {
        self.state.lock().unwrap().0 = shut;
        self.changed.notify_all();
    }

    fn wait_until_it_holds(&self, count: usize) {
        drop(self.changed.wait_while(self.state.lock().unwrap(), |state| state.1 < count).unwrap());
    }
}

fn open() -> Plugin {
    Plugin::open(ferrule_plugin_open_v1)
}

fn start<'p>(plugin: &'p Plugin, settings: &Value) -> (Component<'p>, SocketAddr) {
    let component = plugin.extension("site").create("site", &settings.to_string()).unwrap();
    component.start().expect("it starts");
    let log = component.wait_for_log("serving pages");
    let address = log.fields["address"].as_str().expect("it is there").parse().unwrap();
    (component, address)
}

/// A client whose answer is not ready before the latch is open.
fn stuck(address: SocketAddr) -> Client {
    LATCH.set(true);
    let mut client = Client::connect(address);
    client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    LATCH.wait_until_it_holds(1);
    client
}

#[test]
fn answers_that_take_time_have_threads_of_their_own() {
    let plugin = open();
    let (component, address) = start(&plugin, &json!({}));
    assert_eq!((get(address, "/").body.as_str(), plugin.stats().live_threads), ("here", 1));
    drop(component);
    let (_component, address) = start(&plugin, &json!({"takes_time": true}));
    assert_eq!((get(address, "/").body.as_str(), plugin.stats().live_threads), ("here", 3));
}

#[test]
fn more_than_can_wait_are_sent_away() {
    const WAITING: usize = 64;
    const TOO_MANY: usize = 5;
    let plugin = open();
    let (_component, address) = start(&plugin, &json!({"takes_time": true}));
    LATCH.set(true);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| assert_eq!(get(address, "/slow").body, "at last"));
        }
        LATCH.wait_until_it_holds(2);
        let (sender, answers) = mpsc::channel();
        for _ in 0..WAITING + TOO_MANY {
            let sender = sender.clone();
            scope.spawn(move || sender.send(get(address, "/")));
        }
        for _ in 0..TOO_MANY {
            let answer = answers.recv().unwrap();
            assert_eq!((answer.status, answer.header("retry-after")), (503, Some("1")));
        }
        LATCH.set(false);
        for _ in 0..WAITING {
            assert_eq!(answers.recv().unwrap().body, "here");
        }
    });
}

#[test]
fn shutdown_does_not_wait_for_an_answer_that_is_not_ready() {
    let plugin = open();
    let (component, address) = start(&plugin, &json!({"takes_time": true}));
    let mut client = stuck(address);
    let began = Instant::now();
    component.shutdown().unwrap();
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert!(client.is_closed());
    LATCH.set(false);
}

#[test]
fn shutdown_lets_an_answer_end_that_is_nearly_ready() {
    let plugin = open();
    let (component, address) = start(&plugin, &json!({"takes_time": true}));
    let mut idle = Client::connect(address);
    assert_eq!(idle.request("GET", "/").body, "here");
    let mut client = stuck(address);
    let pending = component.begin_shutdown(Duration::from_secs(20)).unwrap().unwrap();
    // Idle connections are closed when the end begins.
    assert!(idle.is_closed());
    LATCH.set(false);
    assert_eq!(client.answer(true).body, "at last");
    assert!(client.is_closed());
    pending.wait().unwrap();
}

#[test]
fn a_panic_ends_one_request() {
    let plugin = open();
    let (_component, address) = start(&plugin, &json!({}));
    let mut client = Client::connect(address);
    client.send("GET /panic HTTP/1.1\r\nHost: x\r\n\r\n");
    assert!(client.is_closed());
    assert_eq!(get(address, "/").body, "here");

    let (component, address) = start(&plugin, &json!({"takes_time": true}));
    assert_eq!(get(address, "/panic").status, 500);
    let report = component.wait_for_status(sys::FERRULE_STATUS_PERMANENT_ERROR);
    assert!(report.message().contains("as told"), "{}", report.message());
    assert_eq!(get(address, "/").body, "here");
    // Without threads there are no more answers, but the server is there and can be stopped.
    assert_eq!(get(address, "/panic").status, 500);
    assert_eq!(get(address, "/").status, 500);
    component.shutdown().unwrap();
}

#[test]
fn who_is_refused_is_told_why() {
    let plugin = open();
    plugin.offer_server_auth("auth/a", |headers| {
        let sent: Vec<&str> = headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("authorization"))
            .map(|(_, value)| value.as_str())
            .collect();
        match sent[..] {
            ["good"] => Ok(json!({"username": "a"})),
            ["broken"] => Err(Failure::new(sys::FERRULE_E_INTERNAL, "the key is hush")),
            _ => Err(Failure::new(sys::FERRULE_E_REFUSED, format!("got {sent:?}"))),
        }
    });
    let auth =
        json!({"auth": {"authenticator": "auth/a", "request_params": ["Authorization", "k"]}});
    let (component, address) = start(&plugin, &auth);
    let refusal = get(address, "/nowhere");
    assert_eq!((refusal.status, refusal.body.as_str()), (401, "got []\n"));
    assert_eq!(refusal.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(refusal.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(get_as(address, "/", "good").body, "here");
    assert_eq!(get_as(address, "/nowhere", "good").status, 404);
    // What the query says goes before the header.
    assert_eq!(get_as(address, "/?Authorization=good", "bad").body, "here");
    assert_eq!(get_as(address, "/?Authorization=b%20d&k=x", "good").body, "got [\"b d\"]\n");
    assert_eq!(get_as(address, "/?authorization=bad", "good").body, "here");

    let failure = get_as(address, "/", "broken");
    assert_eq!((failure.status, failure.body.as_str()), (500, "the authenticator failed\n"));
    let log = component.wait_for_log("a request was not let through");
    assert_eq!(log.severity, sys::FERRULE_DEBUG);
}

#[test]
fn an_authenticator_that_is_not_there_fails_the_start() {
    let plugin = open();
    let auth = json!({"auth": {"authenticator": "auth/gone"}});
    let component = plugin.extension("site").create("site", &auth.to_string()).unwrap();
    let failure = component.start().unwrap_err();
    assert_eq!(failure.code, sys::FERRULE_E_STATE);
    let expected = "failed to resolve authenticator \"auth/gone\": ";
    assert!(failure.message.starts_with(expected), "{}", failure.message);
    component.shutdown().unwrap();
    assert_eq!(plugin.stats().live_threads, 0);
}

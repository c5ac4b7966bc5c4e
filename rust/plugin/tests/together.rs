//! Several extensions of the library that work together, in several instances of each.

mod loaded;

use std::net::SocketAddr;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, Scope};
use std::time::{Duration, Instant};

use ferrule_http_endpoint::testing::{Client, get, get_as, refuses_connections};
use ferrule_sys as sys;
use ferrule_testing::{Component, Failure, Plugin};
use serde_json::{Value, json};

/// `admin:open sesame`
const ADMIN: &str = "Basic YWRtaW46b3BlbiBzZXNhbWU=";
/// `ops:swordfish`
const OPS: &str = "Basic b3BzOnN3b3JkZmlzaA==";

fn create<'p>(plugin: &'p Plugin, id: &str, settings: &Value) -> Component<'p> {
    let extension = plugin.extension(id.split('/').next().expect("it has a type"));
    let mut config = extension.default_config();
    for (key, value) in settings.as_object().expect("settings are a map") {
        config[key] = value.clone();
    }
    extension.validate(&config.to_string()).expect("the settings are valid");
    extension.create(id, &config.to_string()).expect("it is created")
}

fn address(component: &Component<'_>) -> SocketAddr {
    let log = component.wait_for_log("serving ");
    log.fields["address"].as_str().expect("it is there").parse().expect("it is an address")
}

/// A request to an authenticator, and where its answer goes.
struct Question {
    headers: Vec<(String, String)>,
    answer: Sender<Result<Value, Failure>>,
}

/// Makes what a component offers found by others, as the collector does. The test host does not
/// join components, so that a thread stands between them, until the value is dropped.
struct Joined(Sender<Option<Question>>);

impl Joined {
    fn new<'s>(
        scope: &'s Scope<'s, '_>,
        plugin: &Plugin,
        id: &str,
        component: &'s Component<'_>,
    ) -> Self {
        let (sender, questions) = channel();
        let joined = Self(sender.clone());
        plugin.offer_server_auth(id, move |headers| {
            let (answer, answered) = channel();
            let question = Question { headers: headers.to_vec(), answer };
            sender.send(Some(question)).expect("the thread is there");
            answered.recv().expect("the thread answers")
        });
        scope.spawn(move || {
            let auth = component.server_auth().expect("it is offered");
            while let Ok(Some(Question { headers, answer })) = questions.recv() {
                let headers: Vec<(&str, &str)> =
                    headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                answer.send(auth.authenticate(&headers)).expect("somebody waits");
            }
        });
        joined
    }
}

impl Drop for Joined {
    fn drop(&mut self) {
        // The thread may have failed before.
        let _ = self.0.send(None);
    }
}

#[test]
fn authenticators_guard_pages_and_health_checks() {
    let plugin = loaded::open();
    plugin.set_service(json!({"build": {"command": "ferrule"}}));
    // Made by htpasswd -B.
    let admin = "admin:$2y$04$zCFPO1u8LOZze94a241Y2eSi2bUJNEor/lEIoFiglAL7lk0m9triK";
    let auth_admin = create(&plugin, "basicauth/admin", &json!({"htpasswd": {"inline": admin}}));
    let auth_ops =
        create(&plugin, "basicauth/ops", &json!({"htpasswd": {"inline": "ops:swordfish"}}));
    for component in [&auth_admin, &auth_ops] {
        component.start().unwrap();
    }
    thread::scope(|scope| {
        let _joined = [("basicauth/admin", &auth_admin), ("basicauth/ops", &auth_ops)]
            .map(|(id, component)| Joined::new(scope, &plugin, id, component));
        let guarded = |by: &str| json!({"endpoint": "localhost:0", "auth": {"authenticator": by}});
        let components = [
            ("zpages", "/debug/servicez", guarded("basicauth/admin"), Some(ADMIN)),
            ("zpages/second", "/debug/pipelinez", guarded("basicauth/ops"), Some(OPS)),
            ("health_check/a", "/", guarded("basicauth/admin"), Some(ADMIN)),
            ("health_check/b", "/", guarded("basicauth/ops"), Some(OPS)),
            ("health_check", "/", json!({"endpoint": "localhost:0"}), None),
        ]
        .map(|(id, path, settings, login)| (create(&plugin, id, &settings), path, login));
        for (component, ..) in &components {
            component.start().unwrap();
            component.ready().unwrap();
        }
        assert_eq!(plugin.stats().live_components, 7);

        for _ in 0..3 {
            for (component, path, login) in &components {
                let address = address(component);
                let Some(login) = login else {
                    assert_eq!(get(address, path).status, 200);
                    continue;
                };
                let refusal = get(address, path);
                assert_eq!(
                    (refusal.status, refusal.body.as_str()),
                    (401, "no basic auth provided\n")
                );
                assert_eq!(get_as(address, path, login).status, 200, "{path}");
                // What opens one door does not open the other.
                let other = if *login == ADMIN { OPS } else { ADMIN };
                let refusal = get_as(address, path, other);
                assert_eq!((refusal.status, refusal.body.as_str()), (401, "invalid credentials\n"));
            }
        }

        // The order of the collector: who asks stops before who is asked.
        let mut waiting: Vec<Client> =
            components.iter().map(|(component, ..)| Client::connect(address(component))).collect();
        let began = Instant::now();
        for (component, ..) in &components {
            component.shutdown().unwrap();
            assert!(refuses_connections(address(component)));
        }
        assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
        assert!(waiting.iter_mut().all(Client::is_closed));
    });
    for component in [&auth_admin, &auth_ops] {
        component.shutdown().unwrap();
        let failure = component.server_auth().unwrap_err();
        assert_eq!(failure.code, sys::FERRULE_E_STATE);
    }
    drop((auth_admin, auth_ops));
    let stats = plugin.stats();
    assert_eq!((stats.live_components, stats.live_threads, stats.pending_tokens), (0, 0, 0));
    let logged = format!("{:?}", plugin.logs());
    assert!(!logged.contains("swordfish") && !logged.contains("$2y$"), "{logged}");
}

//! The extension as a host and its clients see it: over the C table and over HTTP.

use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use ferrule_extension_health_check::HealthCheck;
use ferrule_http_endpoint::testing::{Client, get, get_as, refuses_connections};
use ferrule_sys as sys;
use ferrule_testing::{Component, Failure, Plugin};
use serde_json::{Value, json};

ferrule::plugin!(|factories| {
    factories.add(HealthCheck::new_factory());
});

fn open() -> Plugin {
    Plugin::open(ferrule_plugin_open_v1)
}

/// A component with a port of its own; the settings are laid over the defaults as the host does.
fn create<'p>(plugin: &'p Plugin, id: &str, settings: &Value) -> Component<'p> {
    let mut config = plugin.extension("health_check").default_config();
    config["endpoint"] = "localhost:0".into();
    for (key, value) in settings.as_object().expect("settings are a map") {
        config[key] = value.clone();
    }
    plugin.extension("health_check").create(id, &config.to_string()).expect("it is created")
}

fn address(component: &Component<'_>) -> SocketAddr {
    let log = component.wait_for_log("serving health checks");
    log.fields["address"].as_str().expect("it is there").parse().expect("it is an address")
}

/// A component that has started, and where it listens.
fn start<'p>(plugin: &'p Plugin, settings: &Value) -> (Component<'p>, SocketAddr) {
    let component = create(plugin, "health_check", settings);
    component.start().expect("it starts");
    let address = address(&component);
    (component, address)
}

fn problems(plugin: &Plugin, settings: &Value) -> Value {
    let extension = plugin.extension("health_check");
    extension.validate(&settings.to_string()).expect_err("it is refused").details
}

#[test]
fn the_defaults_are_those_of_the_go_collector() {
    let plugin = open();
    let extension = plugin.extension("health_check");
    assert_eq!(
        extension.default_config(),
        json!({
            "endpoint": "localhost:13133",
            "transport": "tcp",
            "path": "/",
            "read_header_timeout": "1m0s",
            "keep_alives_enabled": true,
            "check_collector_pipeline": {
                "enabled": false,
                "interval": "5m0s",
                "exporter_failure_threshold": 5,
            },
        })
    );
    extension.validate(&extension.default_config().to_string()).unwrap();
    assert_eq!(extension.stability(), sys::FERRULE_ALPHA);
}

#[test]
fn the_schema_has_the_defaults() {
    let plugin = open();
    let extension = plugin.extension("health_check");
    let schema = extension.schema().unwrap();
    let mut described = json!({});
    let properties = schema["properties"].as_object().unwrap();
    for (key, property) in properties {
        let inner = property["properties"].as_object();
        match (property.get("default"), inner) {
            (Some(default), _) => described[key] = default.clone(),
            // What has no default of its own and is off by default is not in the defaults.
            _ if key == "response_body" || key == "auth" => {}
            (None, Some(inner)) => {
                for (name, property) in inner {
                    described[key][name] = property["default"].clone();
                }
            }
            (None, None) => panic!("{key} has no default"),
        }
    }
    assert_eq!(described, extension.default_config());
}

#[test]
fn a_bad_endpoint_is_refused_with_a_hint() {
    let plugin = open();
    for endpoint in ["", "localhost", "localhost:port", "localhost:70000", "::1:80", "[::1]"] {
        let found = problems(&plugin, &json!({ "endpoint": endpoint }));
        assert_eq!(found[0]["pointer"], "/endpoint", "{endpoint}");
        assert!(found[0]["hint"].as_str().unwrap().contains("localhost:13133"), "{endpoint}");
    }
}

#[test]
fn what_cannot_be_honoured_is_refused() {
    let plugin = open();
    for (settings, pointer) in [
        (json!({"tls": {"cert_file": "c"}}), "/tls"),
        (json!({"cors": {}}), "/cors"),
        (json!({"response_headers": {}}), "/response_headers"),
        (json!({"idle_timeout": "1s"}), "/idle_timeout"),
        (json!({"use_v2": true}), "/use_v2"),
        (json!({"grpc": {}}), "/grpc"),
        (json!({"transport": "unix"}), "/transport"),
        (json!({"path": "/{name}"}), "/path"),
        (
            json!({"check_collector_pipeline": {"enabled": true}}),
            "/check_collector_pipeline/enabled",
        ),
    ] {
        let found = problems(&plugin, &settings);
        assert_eq!(found[0]["pointer"], pointer);
        let message = found[0]["message"].as_str().unwrap();
        assert!(message.starts_with("not supported yet: "), "{message}");
        assert_eq!(found.as_array().unwrap().len(), 1);
    }
}

#[test]
fn other_bad_settings_are_refused() {
    let plugin = open();
    let bad = json!({
        "path": "health",
        "transport": "udp",
        "read_header_timeout": "soon",
        "check_collector_pipeline": {"interval": "often", "exporter_failure_threshold": 0},
        "response_body": {"helthy": "yes"},
    });
    let found = problems(&plugin, &bad);
    let mut pointers: Vec<&str> =
        found.as_array().unwrap().iter().map(|it| it["pointer"].as_str().unwrap()).collect();
    pointers.sort_unstable();
    assert_eq!(
        pointers,
        [
            "/check_collector_pipeline/exporter_failure_threshold",
            "/check_collector_pipeline/interval",
            "/path",
            "/read_header_timeout",
            "/response_body/helthy",
            "/transport",
        ]
    );
}

#[test]
fn health_follows_the_lifecycle() {
    let plugin = open();
    let (component, address) = start(&plugin, &json!({}));
    let log = component.wait_for_log("Starting health_check extension");
    assert_eq!(log.severity, sys::FERRULE_INFO);
    assert_eq!(log.fields["config"]["endpoint"], "localhost:0");

    let before = get(address, "/");
    assert_eq!(before.status, 503);
    assert_eq!(before.header("content-type"), Some("application/json"));
    assert_eq!(
        before.body,
        r#"{"status":"Server not available","upSince":"0001-01-01T00:00:00Z","uptime":""}"#
    );

    component.ready().unwrap();
    let log = component.wait_for_log("Health Check state change");
    assert_eq!(log.fields["status"], "ready");
    let up = get(address, "/any/path?x=y");
    assert_eq!(up.status, 200);
    assert_eq!(up.header("content-type"), Some("application/json"));
    assert_eq!(up.json()["status"], "Server available");
    let since = up.json()["upSince"].as_str().unwrap().to_owned();
    assert!(since.starts_with("20") && since.ends_with('Z'), "{since}");
    assert!(up.json()["uptime"].as_str().unwrap().ends_with('s'));
    assert_eq!(get(address, "/").json()["upSince"], since);

    component.not_ready().unwrap();
    assert_eq!(get(address, "/").status, 503);
    assert_eq!(component.logs().last().unwrap().fields["status"], "unavailable");

    component.shutdown().unwrap();
    assert!(refuses_connections(address));
}

#[test]
fn bodies_of_the_user_replace_the_usual_ones() {
    let plugin = open();
    let bodies = json!({"response_body": {"healthy": "ALL OK", "unhealthy": "<p>NOT OK</p>"}});
    let (component, address) = start(&plugin, &bodies);
    let down = get(address, "/");
    assert_eq!((down.status, down.body.as_str()), (503, "<p>NOT OK</p>"));
    assert_eq!(down.header("content-type"), Some("text/html; charset=utf-8"));
    component.ready().unwrap();
    let up = get(address, "/");
    assert_eq!((up.status, up.body.as_str()), (200, "ALL OK"));
    assert_eq!(up.header("content-type"), Some("text/plain; charset=utf-8"));

    let (component, address) = start(&plugin, &json!({"response_body": {"healthy": "fine"}}));
    let down = get(address, "/");
    assert_eq!((down.status, down.body.as_str()), (503, ""));
    assert_eq!(down.header("content-type"), None);
    component.ready().unwrap();
    assert_eq!(get(address, "/").body, "fine");
}

#[test]
fn only_the_path_answers() {
    let plugin = open();
    let (component, address) = start(&plugin, &json!({"path": "/health/status"}));
    component.ready().unwrap();
    assert_eq!(get(address, "/health/status").status, 200);
    let missing = get(address, "/");
    assert_eq!((missing.status, missing.body.as_str()), (404, "404 page not found\n"));
    assert_eq!(missing.header("content-type"), Some("text/plain; charset=utf-8"));

    let (_component, address) = start(&plugin, &json!({"path": "/health/"}));
    let moved = get(address, "/health");
    assert_eq!((moved.status, moved.header("location")), (301, Some("/health/")));
    assert_eq!(get(address, "/health/x").status, 503);
}

#[test]
fn any_method_is_answered() {
    let plugin = open();
    let (_component, address) = start(&plugin, &json!({}));
    let mut client = Client::connect(address);
    let head = client.request("HEAD", "/");
    assert_eq!((head.status, head.header("content-length")), (503, Some("78")));
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(client.request(method, "/").status, 503, "{method}");
    }
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
    assert_eq!(client.answer(true).status, 503);
}

#[test]
fn an_authenticator_is_asked_if_wanted() {
    let plugin = open();
    plugin.offer_server_auth("basicauth/ops", |headers| {
        match headers.iter().find(|(name, _)| name == "authorization") {
            Some((_, value)) if value == "Basic YTpi" => Ok(json!({"username": "a"})),
            _ => Err(Failure::new(sys::FERRULE_E_REFUSED, "invalid credentials")),
        }
    });
    let auth = json!({"auth": {"authenticator": "basicauth/ops"}});
    let dependencies = plugin.extension("health_check").dependencies(&auth.to_string()).unwrap();
    assert_eq!(dependencies, ["basicauth/ops"]);
    let (component, address) = start(&plugin, &auth);
    component.ready().unwrap();
    let refusal = get(address, "/");
    assert_eq!((refusal.status, refusal.body.as_str()), (401, "invalid credentials\n"));
    assert_eq!(get_as(address, "/", "Basic YTpi").status, 200);
    assert_eq!(get_as(address, "/", "Basic YTpj").status, 401);
    component.shutdown().unwrap();
    assert!(refuses_connections(address));

    let found = problems(&plugin, &json!({"auth": {}}));
    assert_eq!(found[0]["pointer"], "/auth/authenticator");
}

#[test]
fn connections_are_kept_if_wanted() {
    let plugin = open();
    let (_component, address) = start(&plugin, &json!({}));
    let mut client = Client::connect(address);
    for _ in 0..3 {
        assert_eq!(client.request("GET", "/").status, 503);
    }

    let (_component, address) = start(&plugin, &json!({"keep_alives_enabled": false}));
    let mut client = Client::connect(address);
    assert_eq!(client.request("GET", "/").header("connection"), Some("close"));
    assert!(client.is_closed());
}

#[test]
fn bad_requests_are_answered_and_others_go_on() {
    let plugin = open();
    let (_component, address) = start(&plugin, &json!({}));
    let mut good = Client::connect(address);
    assert_eq!(good.request("GET", "/").status, 503);

    let mut client = Client::connect(address);
    client.send("this is not HTTP\r\n\r\n");
    assert_eq!(client.answer(true).status, 400);

    let mut client = Client::connect(address);
    client.send(&format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "x".repeat(20_000)));
    assert_eq!(client.answer(true).status, 431);

    let mut client = Client::connect(address);
    client.send(&format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(101)));
    assert_eq!(client.answer(true).status, 431);

    assert_eq!(good.request("GET", "/").status, 503);
}

#[test]
fn a_slow_client_is_let_go() {
    let plugin = open();
    let (_component, address) = start(&plugin, &json!({"read_header_timeout": "50ms"}));
    let mut slow = Client::connect(address);
    slow.send("GET / HT");
    assert!(slow.is_closed());
    let mut idle = Client::connect(address);
    assert_eq!(idle.request("GET", "/").status, 503);
    assert!(idle.is_closed());
    assert_eq!(get(address, "/").status, 503);
}

#[test]
fn instances_are_apart() {
    let plugin = open();
    let components: Vec<_> = (0..4)
        .map(|n| create(&plugin, &format!("health_check/{n}"), &json!({ "path": format!("/{n}") })))
        .collect();
    let begun: Vec<_> = components.iter().map(|it| it.begin_start().unwrap()).collect();
    // A start that was quick enough is over by now.
    for pending in begun.into_iter().flatten() {
        pending.wait().unwrap();
    }
    components[1].ready().unwrap();
    components[3].shutdown().unwrap();
    let stats = plugin.stats();
    assert_eq!((stats.live_components, stats.pending_tokens), (4, 0));
    for (n, component) in components.iter().enumerate().take(3) {
        let expected = if n == 1 { 200 } else { 503 };
        assert_eq!(get(address(component), &format!("/{n}")).status, expected);
    }
    assert!(refuses_connections(address(&components[3])));
}

#[test]
fn a_port_in_use_fails_the_start() {
    let plugin = open();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let endpoint = format!("localhost:{port}");
    let component = create(&plugin, "health_check", &json!({ "endpoint": endpoint }));
    let failure = component.start().unwrap_err();
    assert_eq!(failure.code, sys::FERRULE_E_INTERNAL);
    assert_eq!(
        failure.message,
        format!(
            "failed to bind to address {endpoint}: listen tcp 127.0.0.1:{port}: bind: address \
             already in use"
        )
    );
    component.shutdown().unwrap();
    component.shutdown().unwrap();
}

#[test]
fn a_port_is_free_after_the_shutdown() {
    let plugin = open();
    let (component, address) = start(&plugin, &json!({}));
    let mut client = Client::connect(address);
    assert_eq!(client.request("GET", "/").status, 503);
    component.shutdown().unwrap();
    assert!(client.is_closed());
    drop(component);
    let (_component, again) = start(&plugin, &json!({ "endpoint": address.to_string() }));
    assert_eq!(again, address);
    assert_eq!(get(again, "/").status, 503);
}

#[test]
fn shutdown_does_not_wait_for_clients() {
    let plugin = open();
    let (component, address) = start(&plugin, &json!({}));
    let mut half = Client::connect(address);
    half.send("GET / HTTP/1.1\r\nHost: ");
    let mut body = Client::connect(address);
    body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n");
    let began = Instant::now();
    component.shutdown().unwrap();
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert!(half.is_closed());
}

#[test]
fn shutdown_is_safe_at_any_time() {
    let plugin = open();
    let component = create(&plugin, "health_check", &json!({}));
    component.shutdown().unwrap();
    let (component, _) = start(&plugin, &json!({}));
    component.shutdown().unwrap();
    component.shutdown().unwrap();
    // Destroyed without a shutdown by the host: the test host shuts it down.
    drop(start(&plugin, &json!({})));
}

#[test]
fn many_lives_leave_nothing() {
    let plugin = open();
    for _ in 0..50 {
        let (component, address) = start(&plugin, &json!({}));
        component.ready().unwrap();
        assert_eq!(get(address, "/").status, 200);
        drop(component);
        let stats = plugin.stats();
        assert_eq!((stats.live_components, stats.live_threads, stats.pending_tokens), (0, 0, 0));
    }
}

#[test]
fn the_other_address_families_are_served() {
    let plugin = open();
    for (endpoint, reached) in
        [(":0", "127.0.0.1"), ("0.0.0.0:0", "127.0.0.1"), ("[::1]:0", "[::1]")]
    {
        let (_component, address) = start(&plugin, &json!({ "endpoint": endpoint }));
        let address = format!("{reached}:{}", address.port()).parse().unwrap();
        assert_eq!(get(address, "/").status, 503, "{endpoint}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_server_that_fails_is_fatal() {
    let plugin = open();
    let (component, address) = start(&plugin, &json!({}));
    break_listener(address);
    let report = component.wait_for_status(sys::FERRULE_STATUS_FATAL_ERROR);
    assert!(report.message().starts_with("cannot serve localhost:0: "), "{}", report.message());
    component.shutdown().unwrap();
}

/// Makes the next accept on that address of this process fail.
#[cfg(target_os = "linux")]
fn break_listener(address: SocketAddr) {
    use std::net::{Shutdown, TcpStream};
    use std::os::fd::BorrowedFd;

    let port = format!(":{:04X}", address.port());
    let sockets = std::fs::read_to_string("/proc/net/tcp").unwrap();
    let inode = sockets.lines().find_map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        // Column 3 is the state; 0A is listening.
        (columns[1].ends_with(&port) && columns[3] == "0A").then(|| columns[9].to_owned())
    });
    let link = format!("socket:[{}]", inode.expect("it listens"));
    let fd = std::fs::read_dir("/proc/self/fd").unwrap().flatten().find(|entry| {
        std::fs::read_link(entry.path()).is_ok_and(|target| target.as_os_str() == link.as_str())
    });
    let fd = fd.expect("the socket is ours").file_name().to_str().unwrap().parse().unwrap();
    // SAFETY: the descriptor is open, as long as the component runs.
    let listener = unsafe { BorrowedFd::borrow_raw(fd) }.try_clone_to_owned().unwrap();
    TcpStream::from(listener).shutdown(Shutdown::Both).unwrap();
}

//! The extension as a host and its clients see it: over the C table and over HTTP.

use std::net::{SocketAddr, TcpListener};
use std::thread;
use std::time::{Duration, Instant};

use ferrule_extension_zpages::ZpagesFactory;
use ferrule_http_endpoint::testing::{Client, get, get_as, refuses_connections};
use ferrule_sys as sys;
use ferrule_testing::{Component, Failure, Plugin};
use serde_json::{Value, json};

ferrule::plugin!(|factories| {
    factories.add(ZpagesFactory);
});

const PAGES: [&str; 4] =
    ["/debug/servicez", "/debug/pipelinez", "/debug/extensionz", "/debug/featurez"];

fn open() -> Plugin {
    let plugin = Plugin::open(ferrule_plugin_open_v1);
    plugin.set_service(service());
    plugin
}

fn service() -> Value {
    let component = |kind: &str, id: &str, label: &str, status: &str, error: &str, since: Value| {
        json!({"kind": kind, "id": id, "label": label, "status": status, "error": error,
               "since_unix_ms": since})
    };
    let at = json!(1_700_000_000_120_u64);
    json!({
        "build": {"command": "ferrule", "description": "Ferrule Collector", "version": "1.2.3"},
        "started_unix_ms": 1_700_000_000_000_u64,
        "pipelines": [
            {"id": "traces/2", "receivers": ["otlp", "sum"], "processors": ["batch", "filter"],
             "exporters": ["debug"]},
            {"id": "logs", "receivers": ["otlp"], "processors": [], "exporters": ["sum"]},
        ],
        "components": [
            component("receiver", "otlp", "", "OK", "", at.clone()),
            component("processor", "batch", "traces/2", "Starting", "", at.clone()),
            component("exporter", "debug", "", "RecoverableError", "the disk is full", at),
            component("connector", "sum", "", "None", "", Value::Null),
            component("extension", "zpages", "", "OK", "", Value::Null),
        ],
        "extensions": ["zpages"],
    })
}

fn config(plugin: &Plugin, settings: &Value) -> Value {
    let mut config = plugin.extension("zpages").default_config();
    config["endpoint"] = "localhost:0".into();
    for (key, value) in settings.as_object().expect("settings are a map") {
        config[key] = value.clone();
    }
    config
}

fn create<'p>(plugin: &'p Plugin, id: &str, settings: &Value) -> Component<'p> {
    let config = config(plugin, settings).to_string();
    plugin.extension("zpages").create(id, &config).expect("it is created")
}

fn address(component: &Component<'_>) -> SocketAddr {
    let log = component.wait_for_log("serving zpages");
    log.fields["address"].as_str().expect("it is there").parse().expect("it is an address")
}

fn start<'p>(plugin: &'p Plugin, settings: &Value) -> (Component<'p>, SocketAddr) {
    let component = create(plugin, "zpages", settings);
    component.start().expect("it starts");
    let address = address(&component);
    (component, address)
}

fn problems(plugin: &Plugin, settings: &Value) -> Failure {
    let config = config(plugin, settings).to_string();
    plugin.extension("zpages").validate(&config).expect_err("it is refused")
}

#[test]
fn the_defaults_are_those_of_the_go_collector() {
    let plugin = open();
    let extension = plugin.extension("zpages");
    let defaults = json!({
        "endpoint": "localhost:55679",
        "transport": "tcp",
        "read_header_timeout": "1m0s",
        "keep_alives_enabled": true,
        "expvar": {"enabled": false},
    });
    assert_eq!(extension.default_config(), defaults);
    extension.validate(&defaults.to_string()).unwrap();
    assert_eq!(extension.dependencies(&defaults.to_string()).unwrap(), [""; 0]);
    assert_eq!(extension.stability(), sys::FERRULE_BETA);
    let schema = extension.schema().unwrap();
    let mut described = json!({});
    for (key, property) in schema["properties"].as_object().unwrap() {
        match property.get("default") {
            Some(default) => described[key] = default.clone(),
            None if key == "expvar" => {
                described[key] = json!({"enabled": property["properties"]["enabled"]["default"]});
            }
            None => assert_eq!(key, "auth", "it has no default"),
        }
    }
    assert_eq!(described, defaults);
}

#[test]
fn what_cannot_be_honoured_is_refused() {
    let plugin = open();
    for (settings, pointer) in [
        (json!({"tls": {"cert_file": "c"}}), "/tls"),
        (json!({"cors": {}}), "/cors"),
        (json!({"middlewares": []}), "/middlewares"),
        (json!({"max_request_body_size": 1}), "/max_request_body_size"),
        (json!({"compression_algorithms": []}), "/compression_algorithms"),
        (json!({"include_metadata": true}), "/include_metadata"),
        (json!({"response_headers": {}}), "/response_headers"),
        (json!({"read_timeout": "1s"}), "/read_timeout"),
        (json!({"write_timeout": "1s"}), "/write_timeout"),
        (json!({"idle_timeout": "1s"}), "/idle_timeout"),
        (json!({"dialer": {}}), "/dialer"),
        (json!({"transport": "unix"}), "/transport"),
        (json!({"expvar": {"enabled": true}}), "/expvar/enabled"),
    ] {
        let failure = problems(&plugin, &settings);
        assert_eq!(failure.pointers(), [pointer]);
        let message = failure.details[0]["message"].as_str().unwrap();
        assert!(message.starts_with("not supported yet: "), "{message}");
    }
}

#[test]
fn bad_settings_are_refused() {
    let plugin = open();
    let bad = json!({
        "endpoint": "localhost",
        "transport": "udp",
        "read_header_timeout": "soon",
        "auth": {"authenticator": "", "realm": "x"},
        "expvar": {"enable": true},
        "path": "/",
    });
    let failure = problems(&plugin, &bad);
    let mut pointers = failure.pointers();
    pointers.sort_unstable();
    assert_eq!(
        pointers,
        [
            "/auth/authenticator",
            "/auth/realm",
            "/endpoint",
            "/expvar/enable",
            "/path",
            "/read_header_timeout",
            "/transport",
        ]
    );
    assert!(failure.details.to_string().contains("localhost:55679"));
}

#[test]
fn the_service_is_shown() {
    let plugin = open();
    let (component, address) = start(&plugin, &json!({}));
    let log = component.wait_for_log("Starting zPages extension");
    assert_eq!(log.severity, sys::FERRULE_INFO);
    assert_eq!(log.fields["config"]["endpoint"], "localhost:0");

    let page = get(address, "/debug/servicez");
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    for text in [
        "<title>Service ferrule</title>",
        "<tr><th>Description</th><td>Ferrule Collector</td></tr>",
        "<tr><th>Version</th><td>1.2.3</td></tr>",
        "<tr><th>StartTimestamp</th><td>2023-11-14T22:13:20Z</td></tr>",
        "<tr><th>OS</th>",
        "<tr><td>traces/2</td><td>traces</td><td>otlp<br>sum (connector)</td><td>batch<br>filter</td><td>debug</td></tr>",
        "<tr><td>logs</td><td>logs</td><td>otlp</td><td></td><td>sum (connector)</td></tr>",
        "<tr><td>receiver</td><td>otlp</td><td></td><td>OK</td><td>2023-11-14T22:13:20.12Z</td><td></td></tr>",
        "<tr class=\"failing\"><td>exporter</td><td>debug</td><td></td><td>RecoverableError</td><td>2023-11-14T22:13:20.12Z</td><td>the disk is full</td></tr>",
        "<tr><td>extension</td><td>zpages</td><td></td><td>OK</td><td></td><td></td></tr>",
    ] {
        assert!(page.body.contains(text), "{text}\nis not in\n{}", page.body);
    }
    assert!(page.body.find("<td>logs</td>") < page.body.find("<td>traces/2</td>"));
    assert!(!page.body.contains("<script"));
}

#[test]
fn each_page_has_its_part() {
    let plugin = open();
    let (_component, address) = start(&plugin, &json!({}));
    let pipelines = get(address, "/debug/pipelinez").body;
    assert!(pipelines.contains("<td>traces/2</td>") && pipelines.contains("<td>batch</td>"));
    assert!(!pipelines.contains("<td>zpages</td>"), "{pipelines}");
    let extensions = get(address, "/debug/extensionz").body;
    assert!(extensions.contains("<td>zpages</td>") && !extensions.contains("<td>batch</td>"));
    let features = get(address, "/debug/featurez").body;
    assert!(features.contains("no feature gates"), "{features}");

    // What is shown is what is so now.
    plugin.set_service(json!({"build": {"command": "other"}}));
    let service = get(address, "/debug/servicez").body;
    assert!(service.contains("<title>Service other</title>"), "{service}");
    assert!(service.contains("<tr><td colspan=\"5\">none</td></tr>"), "{service}");
}

#[test]
fn the_description_is_there_as_json() {
    let plugin = open();
    let (_component, address) = start(&plugin, &json!({}));
    for page in PAGES {
        let answer = get(address, &format!("{page}?x=y&format=json"));
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.json(), service(), "{page}");
    }
    let answer = get(address, "/debug/servicez?format=xml");
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (400, "write format=json, or leave format out\n")
    );
    assert!(get(address, "/debug/servicez?format=html").body.starts_with("<!DOCTYPE html>"));
}

#[test]
fn what_comes_from_the_configuration_is_escaped() {
    let plugin = open();
    let evil = "<script>alert(\"x\")</script>&'";
    let component = json!({"kind": evil, "id": evil, "label": evil, "status": evil, "error": evil});
    let mut extension = component.clone();
    extension["kind"] = "extension".into();
    plugin.set_service(json!({
        "build": {"command": evil, "description": evil, "version": evil},
        "pipelines": [{"id": evil, "receivers": [evil], "processors": [evil], "exporters": [evil]}],
        "components": [component, extension],
    }));
    let (_component, address) = start(&plugin, &json!({}));
    for page in PAGES {
        let body = get(address, page).body;
        assert!(!body.contains("<script") && !body.contains("alert(\""), "{body}");
    }
    assert!(get(address, "/debug/servicez").body.contains("&#60;script&#62;"));
}

#[test]
fn pages_that_are_not_offered_say_why() {
    let plugin = open();
    let (_component, address) = start(&plugin, &json!({}));
    for (page, why) in [("tracez", "do not reach this page"), ("expvarz", "Go runtime")] {
        let answer = get(address, &format!("/debug/{page}"));
        assert_eq!(answer.status, 404);
        assert!(answer.body.contains(&format!("{page} is not offered yet")), "{}", answer.body);
        assert!(answer.body.contains(why), "{}", answer.body);
    }
    for path in ["/", "/debug", "/debug/", "/debug/servicez/", "/servicez", "/debug/..%2f"] {
        let answer = get(address, path);
        assert_eq!((answer.status, answer.body.as_str()), (404, "404 page not found\n"), "{path}");
    }
}

#[test]
fn pages_are_only_read() {
    let plugin = open();
    let (_component, address) = start(&plugin, &json!({}));
    let mut client = Client::connect(address);
    let head = client.request("HEAD", "/debug/servicez");
    let length: usize = head.header("content-length").unwrap().parse().unwrap();
    assert!(head.status == 200 && length > 1000);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "X"] {
        let answer = client.request(method, "/debug/servicez");
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
}

#[test]
fn a_host_that_does_not_describe_itself_is_told_of() {
    let plugin = open();
    plugin.set_service(json!({"pipelines": 1}));
    let (component, address) = start(&plugin, &json!({}));
    let answer = get(address, "/debug/servicez");
    assert_eq!(answer.status, 500);
    assert!(answer.body.starts_with("the page cannot be shown: invalid type"), "{}", answer.body);
    assert_eq!(get(address, "/debug/servicez?format=json").json()["pipelines"], 1);
    drop(component);
    drop(plugin);

    let plugin = Plugin::open(ferrule_plugin_open_v1);
    let (_component, address) = start(&plugin, &json!({}));
    let answer = get(address, "/debug/servicez");
    assert_eq!(answer.status, 503);
    assert!(answer.body.starts_with("the service cannot be described: "), "{}", answer.body);
}

#[test]
fn an_authenticator_is_asked_first() {
    let plugin = open();
    plugin.offer_server_auth("basicauth/admin", |headers| {
        let sent = headers.iter().find(|(name, _)| name == "authorization");
        match sent {
            Some((_, value)) if value == "Basic YTpi" => Ok(json!({"username": "a"})),
            _ => Err(Failure::new(sys::FERRULE_E_REFUSED, "no basic auth provided")),
        }
    });
    let auth = json!({"auth": {"authenticator": "basicauth/admin"}});
    let settings = config(&plugin, &auth).to_string();
    let extension = plugin.extension("zpages");
    assert_eq!(extension.dependencies(&settings).unwrap(), ["basicauth/admin"]);
    let (_component, address) = start(&plugin, &auth);
    for path in ["/debug/servicez", "/debug/tracez", "/nowhere"] {
        let refusal = get(address, path);
        assert_eq!((refusal.status, refusal.body.as_str()), (401, "no basic auth provided\n"));
        assert_eq!(refusal.header("content-type"), Some("text/plain; charset=utf-8"));
    }
    assert_eq!(get_as(address, "/debug/servicez", "Basic YTpi").status, 200);
    assert_eq!(get_as(address, "/nowhere", "Basic YTpi").status, 404);

    let off = json!({"auth": {"enabled": false, "authenticator": "basicauth/admin"}});
    assert_eq!(extension.dependencies(&config(&plugin, &off).to_string()).unwrap(), [""; 0]);
    let (_component, address) = start(&plugin, &off);
    assert_eq!(get(address, "/debug/servicez").status, 200);
}

#[test]
fn a_port_in_use_fails_the_start() {
    let plugin = open();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("localhost:{}", taken.local_addr().unwrap().port());
    let component = create(&plugin, "zpages", &json!({ "endpoint": endpoint }));
    let failure = component.start().unwrap_err();
    assert!(failure.message.ends_with(": bind: address already in use"), "{}", failure.message);
    component.shutdown().unwrap();
}

#[test]
fn clients_that_do_not_behave_are_let_go() {
    let plugin = open();
    let (_component, address) = start(&plugin, &json!({"read_header_timeout": "50ms"}));
    let mut slow = Client::connect(address);
    slow.send("GET /debug/servicez HT");
    assert!(slow.is_closed());

    let (_component, address) = start(&plugin, &json!({}));
    let mut huge = Client::connect(address);
    let cookie = "x".repeat(20_000);
    huge.send(&format!("GET /debug/servicez HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n\r\n"));
    assert_eq!(huge.answer(true).status, 431);
    let mut garbled = Client::connect(address);
    garbled.send("\u{0}\u{1}\u{2}\r\n\r\n");
    assert_eq!(garbled.answer(true).status, 400);
    assert_eq!(get(address, "/debug/servicez").status, 200);
}

#[test]
fn instances_serve_many_at_once_and_stop_with_clients_connected() {
    let plugin = open();
    let components: Vec<_> =
        (0..3).map(|n| create(&plugin, &format!("zpages/{n}"), &json!({}))).collect();
    for component in &components {
        component.start().unwrap();
    }
    let addresses: Vec<_> = components.iter().map(address).collect();
    thread::scope(|scope| {
        for n in 0..12 {
            let address = addresses[n % 3];
            scope.spawn(move || {
                let mut client = Client::connect(address);
                for page in PAGES {
                    assert_eq!(client.request("GET", page).status, 200);
                }
            });
        }
    });
    let mut idle = Client::connect(addresses[0]);
    idle.request("GET", PAGES[0]);
    let mut half = Client::connect(addresses[0]);
    half.send("GET / HTTP/1.1\r\nHost: ");
    let began = Instant::now();
    components[0].shutdown().unwrap();
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert!(idle.is_closed() && half.is_closed() && refuses_connections(addresses[0]));
    assert_eq!(get(addresses[1], PAGES[0]).status, 200);
}

#[test]
fn many_lives_leave_nothing() {
    let plugin = open();
    let component = create(&plugin, "zpages", &json!({}));
    component.shutdown().unwrap();
    drop(component);
    for _ in 0..30 {
        let (component, address) = start(&plugin, &json!({}));
        assert_eq!(get(address, PAGES[0]).status, 200);
        drop(component);
        let stats = plugin.stats();
        assert_eq!((stats.live_components, stats.live_threads, stats.pending_tokens), (0, 0, 0));
    }
}
